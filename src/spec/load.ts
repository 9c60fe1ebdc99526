import { AssayError } from '../kernel/error.ts';
import type { Registry } from '../kernel/registry.ts';
import type { ApiModel, DocumentFinding } from '../model/api.ts';
import { type Overlay, readOverlay } from './overlay/overlay.ts';
import { type ParsedText, parseText } from './parse.ts';
import { type FetchText, isRemote, readText, withoutCredentials } from './read-text.ts';
import { specFormats } from './registry.ts';
import { loadRequirements } from './requirements.ts';
import type { SpecFormat, SpecSource } from './spec-format.ts';

/** How to load a description. */
export interface LoadOptions {
  /** Fetches http and https URLs; without it they cannot be read. */
  readonly fetchText?: FetchText;
  /** The known formats; default the built-in ones. */
  readonly formats?: Registry<SpecFormat>;
  /** Paths or URLs of overlays, laid over the description in this order; default none. */
  readonly overlays?: readonly string[];
  /** Path of a requirements file to attach; default none. */
  readonly requirements?: string;
}

/**
 * Read a description from a path or URL into the model. Defects of the document are findings in the model; fails with spec errors
 * `spec-not-found`, `spec-not-parsable`, `spec-format-unknown`, `spec-unusable` and `overlay-invalid`, or `requirements-invalid`.
 */
export async function loadSpec(uri: string, options: LoadOptions = {}): Promise<ApiModel> {
  const { text, digest } = await readText(uri, options.fetchText);
  const parsed = parseText(text, withoutCredentials(uri));
  const overlays = await readOverlays(options);
  // Few runs have overlays: the others need not load what applies them.
  const merged =
    overlays.length > 0 ? (await import('./overlay/apply.ts')).applyOverlays(parsed.value, overlays) : undefined;
  const source: SpecSource = {
    uri,
    text,
    digest,
    parsed: merged ? merged.root : parsed.value,
    neighbour: (other) => readNeighbour(uri, other, options.fetchText),
  };
  const model = await formatOf(source, options.formats ?? specFormats).read(source);
  const requirements = options.requirements === undefined ? [] : await loadRequirements(options.requirements);
  return {
    ...model,
    ...(merged
      ? { overlaid: merged.overlaid, documents: [...model.documents, ...overlays.map(({ document }) => document)] }
      : {}),
    documentFindings: [...duplicateKeyFindings(parsed, digest), ...(merged?.findings ?? []), ...model.documentFindings],
    requirements: [...model.requirements, ...requirements],
  };
}

async function readOverlays({ overlays = [], fetchText }: LoadOptions): Promise<Overlay[]> {
  return Promise.all(overlays.map(async (uri) => readOverlay(uri, await readText(uri, fetchText))));
}

async function readNeighbour(from: string, uri: string, fetchText: FetchText | undefined): Promise<string> {
  if (isRemote(from) && !isRemote(uri)) throw new Error(`a remote description may not read the local file ${uri}`);
  return (await readText(uri, fetchText)).text;
}

function formatOf(source: SpecSource, formats: Registry<SpecFormat>): SpecFormat {
  const format = formats.all.find((candidate) => candidate.recognises(source));
  if (format) return format;
  throw new AssayError(
    'spec',
    'spec-format-unknown',
    `${withoutCredentials(source.uri)} is in no known description format. Known: ${formats.all.map((one) => one.title).join(', ')}.`,
  );
}

function duplicateKeyFindings(parsed: ParsedText, digest: string): DocumentFinding[] {
  return parsed.duplicateKeys.map(({ pointer, place }) => ({
    code: 'duplicate-key',
    severity: 'warning',
    message: `the member is written twice (line ${place.line}); the last one counts`,
    ref: { kind: 'document', document: digest, pointer },
    disables: [],
  }));
}
