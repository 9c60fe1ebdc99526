import type { PluginMeta } from '../kernel/registry.ts';
import type { ApiModel } from '../model/api.ts';

/** A document as loaded: bytes, what they parse to, and a way to load its neighbours. */
export interface SpecSource {
  /** Path or URL. */
  readonly uri: string;
  readonly text: string;
  /** SHA-256 of the bytes. */
  readonly digest: string;
  /** The parsed JSON or YAML. */
  readonly parsed: unknown;
  /** The text of another document, by absolute path or URL; rejects when it cannot be read, or when a remote document asks for a local file. */
  neighbour(uri: string): Promise<string>;
}

/** A description format: turns a document into the model. */
export interface SpecFormat extends PluginMeta {
  /** True when this format recognises the document. */
  recognises(source: SpecSource): boolean;
  /** Compile to the model; a defect of the document becomes a document finding, an unusable document an AssayError of kind `spec`. */
  read(source: SpecSource): Promise<ApiModel>;
}
