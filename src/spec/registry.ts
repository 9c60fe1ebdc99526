import { type Registry, registry } from '../kernel/registry.ts';
import { openapi } from './openapi/openapi.ts';
import type { SpecFormat } from './spec-format.ts';

/** The built-in description formats. */
export const specFormats: Registry<SpecFormat> = registry('spec format', [openapi]);
