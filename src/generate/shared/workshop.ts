import type { Json } from '../../kernel/json.ts';
import type { SchemaHandle } from '../../model/schema.ts';
import type { Schemas } from '../../schema/index.ts';
import type { Documents, View } from './view.ts';
import { branchViews, viewOf } from './view-of.ts';

/** How many levels below the root values are made in full; deeper, only what is required. */
export const FULL_DEPTH = 6;
/** Where the making of values gives up: only a schema that requires itself comes here. */
export const DEEPEST = 16;

/** What the making of values needs: views, and the judge of every value. */
export interface Workshop {
  view(handles: readonly SchemaHandle[]): View;
  branches(view: View): readonly View[];
  accepts(view: View, value: Json): boolean;
  /** Not the opposite of `accepts`: of a schema that cannot be compiled neither can be said. */
  refuses(view: View, value: Json): boolean;
}

/** A workshop over these documents; views are made once. */
export function createWorkshop(documents: Documents, schemas: Schemas): Workshop {
  const views = new Map<string, View>();
  const branches = new WeakMap<View, readonly View[]>();
  return {
    view: (handles) => {
      const key = handles.map((handle) => `${handle.document}#${handle.pointer}`).join(' ');
      const known = views.get(key) ?? viewOf(documents, handles);
      views.set(key, known);
      return known;
    },
    branches: (view) => {
      const known = branches.get(view) ?? branchViews(documents, view);
      branches.set(view, known);
      return known;
    },
    accepts: (view, value) => view.handles.every((handle) => schemas.judge(handle, value, 'request') === 'valid'),
    refuses: (view, value) => view.handles.some((handle) => schemas.judge(handle, value, 'request') === 'invalid'),
  };
}
