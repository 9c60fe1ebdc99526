import { AssayError } from './error.ts';

/** What every plug-in says of itself; lists, docs, config enums and SARIF rules are derived from it. */
export interface PluginMeta {
  /** Stable kebab-case id, equal to the file name. */
  readonly id: string;
  /** A noun phrase of at most eight words. */
  readonly title: string;
  /** Why this exists: what goes wrong in the world without it, in one to three sentences. */
  readonly rationale: string;
}

/** An ordered, closed set of plug-ins of one kind. */
export interface Registry<T extends PluginMeta> {
  readonly kind: string;
  readonly all: readonly T[];
  /** The plug-in of that id; throws a usage error naming the nearest id when there is none. */
  get(id: string): T;
  has(id: string): boolean;
}

/** Build a registry; throws an internal error when two plug-ins share an id. */
export function registry<T extends PluginMeta>(kind: string, plugins: readonly T[]): Registry<T> {
  const byId = new Map<string, T>();
  for (const plugin of plugins) {
    if (byId.has(plugin.id))
      throw new AssayError('internal', 'duplicate-plugin', `two ${kind}s are called ${plugin.id}`);
    byId.set(plugin.id, plugin);
  }
  return {
    kind,
    all: plugins,
    has: (id) => byId.has(id),
    get: (id) => {
      const found = byId.get(id);
      if (found) return found;
      const near = nearest(id, [...byId.keys()]);
      const hint = near ? ` Did you mean ${near}?` : '';
      throw new AssayError(
        'usage',
        `unknown-${kind.replaceAll(' ', '-')}`,
        `There is no ${kind} "${id}".${hint} Known: ${[...byId.keys()].join(', ')}.`,
      );
    },
  };
}

/** The candidate with the fewest edits from `word`, when it is near enough to be a slip (at most a third of its length). */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates.map((candidate) => ({
    candidate,
    edits: editDistance(word.toLowerCase(), candidate.toLowerCase()),
  }));
  ranked.sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(2, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swap);
    }
  }
  return row[b.length] ?? 0;
}
