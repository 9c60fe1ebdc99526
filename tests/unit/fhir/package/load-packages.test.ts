import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPackages, type PackageOptions } from '../../../../src/fhir/package/load-packages.ts';
import { fetchBytes } from '../../../../src/target/fetch-bytes.ts';
import { archiveOf, packageOf } from './archive-of.ts';

/** A registry on loopback: archives by `id version`, served as the public registries do. */
class Registry {
  readonly archives = new Map<string, Buffer>();
  readonly requests: IncomingMessage[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.requests.push(request);
    const [, id = '', version] = decodeURIComponent(request.url ?? '').split('/');
    if (version === undefined) {
      const versions = [...this.archives.keys()].flatMap((key) =>
        key.startsWith(`${id} `) ? [key.split(' ')[1] ?? ''] : [],
      );
      if (versions.length === 0) response.writeHead(404).end();
      else
        response.end(
          JSON.stringify({ name: id, 'dist-tags': { latest: versions.at(-1) }, versions: this.listing(id, versions) }),
        );
      return;
    }
    const archive = this.archives.get(`${id} ${version}`);
    response.writeHead(archive ? 200 : 404).end(archive);
  });
  shasum: ((archive: Buffer) => string) | undefined;
  tarballBase = '';

  private listing(id: string, versions: readonly string[]) {
    return Object.fromEntries(
      versions.map((version) => {
        const archive = this.archives.get(`${id} ${version}`) ?? Buffer.alloc(0);
        const shasum = this.shasum?.(archive) ?? createHash('sha1').update(archive).digest('hex');
        const tarball = `${this.tarballBase || this.url}/${id}/${version}`;
        return [version, { name: id, version, dist: { shasum, tarball } }];
      }),
    );
  }

  add(name: string, version: string, dependencies: Record<string, string> = {}, more: Record<string, unknown> = {}) {
    const valueSet = { resourceType: 'ValueSet', url: `http://example.org/${name}`, version, status: 'active' };
    const manifest = { name, version, dependencies, fhirVersions: ['4.0.1'], ...more };
    this.archives.set(`${name} ${version}`, packageOf(manifest, { 'ValueSet-a.json': valueSet }));
  }

  listen = () => new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  close = () => new Promise((resolve) => this.server.close(resolve));
  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

let room: string;
let registry: Registry;
const options = (more: PackageOptions = {}): PackageOptions => ({
  cache: join(room, 'cache'),
  registries: [registry.url],
  fetchBytes,
  ...more,
});
const urlsOf = (loaded: Awaited<ReturnType<typeof loadPackages>>) => loaded.definitions.map(({ url }) => url);
const failure = (code: string) => expect.objectContaining({ kind: 'config', code });

beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'assay-packages-'));
  registry = new Registry();
  await registry.listen();
});
afterEach(async () => {
  await registry.close();
  rmSync(room, { recursive: true, force: true });
});

describe('loadPackages', () => {
  it('fetches a package once with its dependencies, dependencies first, and needs no registry the second time', async () => {
    registry.add('org.base', '1.0.0');
    registry.add('org.middle', '2.1.3', { 'org.base': '1.0.0', 'hl7.fhir.r4.core': '4.0.1' });
    registry.add('org.top', '1.0.0', { 'org.middle': '2.1.x', 'org.base': '1.0.0' });
    const first = await loadPackages(['org.top#1.0.0'], options());
    expect(first.packages.map(({ id, version }) => `${id}#${version}`)).toEqual([
      'org.base#1.0.0',
      'org.middle#2.1.3',
      'org.top#1.0.0',
    ]);
    expect(urlsOf(first)).toEqual([
      'http://example.org/org.base',
      'http://example.org/org.middle',
      'http://example.org/org.top',
    ]);
    expect(first.missing).toEqual([]);
    const asked = registry.requests.length;
    expect(urlsOf(await loadPackages(['org.top#1.0.0'], options()))).toEqual(urlsOf(first));
    expect(registry.requests.length).toBe(asked);
    expect(readdirSync(join(room, 'cache')).sort()).toEqual(['org.base#1.0.0', 'org.middle#2.1.3', 'org.top#1.0.0']);
  });

  it('reads folders, cached packages and archives alike, with the same digest', async () => {
    registry.add('org.a', '1.0.0');
    const fetched = await loadPackages(['org.a'], options());
    writeFileSync(join(room, 'a.tgz'), registry.archives.get('org.a 1.0.0') ?? '');
    const archive = await loadPackages([join(room, 'a.tgz')], options({ offline: true }));
    const folder = await loadPackages([join(room, 'cache/org.a#1.0.0')], options({ offline: true }));
    const other = await loadPackages(['org.a#1.0.0'], { folders: [join(room, 'cache')], cache: join(room, 'none') });
    expect(new Set([fetched, archive, folder, other].map(({ packages }) => packages[0]?.sha256)).size).toBe(1);
    expect(new Set([fetched, archive, folder, other].map(urlsOf).map(String)).size).toBe(1);
  });

  it('reads a folder whose package.json stands at its top, and only canonical resources directly in it', async () => {
    const folder = join(room, 'own');
    mkdirSync(join(folder, 'example'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"name":"org.own","version":"1"}');
    writeFileSync(join(folder, 'p.json'), '\ufeff{"resourceType":"Patient","link":[{"url":"x"}]}');
    writeFileSync(join(folder, 'v.json'), '{"resourceType":"ValueSet","url":"http://example.org/v"}');
    writeFileSync(join(folder, 'example', 'w.json'), '{"resourceType":"ValueSet","url":"http://example.org/w"}');
    expect(urlsOf(await loadPackages([folder], options()))).toEqual(['http://example.org/v']);
  });

  it('does not read the files of which the index says that they define nothing', async () => {
    const folder = join(room, 'indexed');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{"name":"org.indexed","version":"1"}');
    writeFileSync(join(folder, 'p.json'), '{"url": no JSON, which reading would find');
    writeFileSync(join(folder, 'v.json'), '{"resourceType":"ValueSet","url":"http://example.org/v"}');
    writeFileSync(join(folder, 'w.json'), '{"resourceType":"ValueSet","url":"http://example.org/w"}');
    const files = [
      { filename: 'p.json', resourceType: 'Patient' },
      { filename: 'v.json', resourceType: 'ValueSet' },
    ];
    await expect(loadPackages([folder], options())).rejects.toThrow(failure('package-invalid'));
    writeFileSync(join(folder, '.index.json'), JSON.stringify({ 'index-version': 2, files }));
    expect(urlsOf(await loadPackages([folder], options()))).toEqual(['http://example.org/v', 'http://example.org/w']);
  });

  it('notes dependencies that cannot be had and packages for another FHIR version, and goes on', async () => {
    registry.add('org.a', '1.0.0', { 'org.absent': '3.0.0' }, { fhirVersions: ['5.0.0'] });
    const { packages, missing } = await loadPackages(['org.a#1.0.0'], options());
    expect(packages).toHaveLength(1);
    expect(missing).toEqual([
      { name: 'org.a#1.0.0', reason: 'it is for FHIR 5.0.0, not 4.0' },
      { name: 'org.absent#3.0.0', reason: expect.stringContaining('needed by org.a#1.0.0') },
    ]);
  });

  it('ends on dependencies that go in a circle', async () => {
    registry.add('org.a', '1.0.0', { 'org.b': '1.0.0' });
    registry.add('org.b', '1.0.0', { 'org.a': '1.0.0' });
    expect((await loadPackages(['org.a'], options())).packages).toHaveLength(2);
  });

  it('asks the next registry when the first does not have it', async () => {
    registry.add('org.a', '1.0.0');
    const empty = new Registry();
    await empty.listen();
    const loaded = await loadPackages(['org.a'], options({ registries: [`${empty.url}/`, registry.url] }));
    await empty.close();
    expect(loaded.packages).toHaveLength(1);
    expect(empty.requests).toHaveLength(1);
  });

  it('fails when a requested package cannot be had, and says what was tried', async () => {
    await expect(loadPackages(['org.none#1'], options())).rejects.toThrow(failure('package-not-found'));
    await expect(loadPackages(['org.none#1'], options({ offline: true }))).rejects.toThrow(/not asked offline/);
    await expect(loadPackages(['./no/such/folder'], options())).rejects.toThrow(/neither a folder/);
    expect(registry.requests).toHaveLength(1);
  });
});

describe('a registry that cannot be trusted', () => {
  it('cannot pass off another archive', async () => {
    registry.add('org.a', '1.0.0');
    registry.shasum = () => 'f'.repeat(40);
    await expect(loadPackages(['org.a'], options())).rejects.toThrow(failure('package-damaged'));
    registry.shasum = undefined;
    registry.archives.set('org.b 1.0.0', packageOf({ name: 'org.a', version: '9' }));
    await expect(loadPackages(['org.b'], options())).rejects.toThrow(/says that it is org.a#9/);
    expect(existsSync(join(room, 'cache'))).toBe(false);
  });

  it('cannot write outside the cache, nor leave a part of a package in it', async () => {
    const evil = [
      { name: 'package/package.json', text: '{"name":"org.evil","version":"1.0.0"}' },
      { name: 'package/../../../evil', text: '!' },
    ];
    registry.archives.set('org.evil 1.0.0', archiveOf(evil));
    await expect(loadPackages(['org.evil'], options())).rejects.toThrow(failure('package-unsafe'));
    registry.archives.set('org.cut 1.0.0', packageOf({ name: 'org.cut', version: '1.0.0' }).subarray(0, 60));
    await expect(loadPackages(['org.cut'], options())).rejects.toThrow(failure('package-invalid'));
    expect(existsSync(join(room, 'evil'))).toBe(false);
    expect(existsSync(join(room, 'cache'))).toBe(false);
    registry.add('org.top', '1.0.0', { 'org.evil': '1.0.0' });
    await expect(loadPackages(['org.top'], options())).rejects.toThrow(failure('package-unsafe'));
  });

  it('gets the token, and no other origin does', async () => {
    registry.add('org.a', '1.0.0');
    const store = new Registry();
    await store.listen();
    store.archives.set('org.a 1.0.0', registry.archives.get('org.a 1.0.0') ?? Buffer.alloc(0));
    registry.tarballBase = store.url;
    await loadPackages(['org.a'], options({ token: 'secret-token' }));
    await store.close();
    expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-token']);
    expect(store.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

describe('the lock file', () => {
  it('records digests, holds packages to them, and keeps an open request on its version', async () => {
    registry.add('org.a', '1.0.0');
    const lock = join(room, 'fhir.lock.json');
    await loadPackages(['org.a'], options({ lock }));
    const written = readFileSync(lock, 'utf8');
    expect(JSON.parse(written)).toEqual({
      lockVersion: 1,
      packages: { 'org.a#1.0.0': { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
    registry.add('org.a', '1.1.0');
    rmSync(join(room, 'cache'), { recursive: true });
    expect((await loadPackages(['org.a'], options({ lock }))).packages[0]?.version).toBe('1.0.0');
    expect(readFileSync(lock, 'utf8')).toBe(written);
    writeFileSync(join(room, 'cache/org.a#1.0.0/package/more.json'), '{}');
    await expect(loadPackages(['org.a#1.0.0'], options({ lock }))).rejects.toThrow(failure('package-lock'));
  });

  it('that cannot be read stops the run', async () => {
    const lock = join(room, 'fhir.lock.json');
    for (const text of ['{', '{}', '{"lockVersion":2,"packages":{}}']) {
      writeFileSync(lock, text);
      await expect(loadPackages([], options({ lock }))).rejects.toThrow(failure('package-lock'));
    }
  });
});
