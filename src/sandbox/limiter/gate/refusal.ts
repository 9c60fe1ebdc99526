/** How a gateway words its refusals. */
export interface RefusalStyle {
  readonly status: 429 | 503 | 403;
  readonly mediaType: string;
  /** The body; the limit and its window are those of the rule, the wait is in whole seconds. */
  body(refused: Refused): string;
}

/** What a refusal speaks of. */
export interface Refused {
  readonly status: number;
  readonly limit: number;
  readonly windowMs: number;
  readonly waitSeconds: number;
}

/** A JSON body with a constant or worded message. */
export function jsonRefusal(status: RefusalStyle['status'], body: (refused: Refused) => object): RefusalStyle {
  return { status, mediaType: 'application/json', body: (refused) => JSON.stringify(body(refused)) };
}

/** A plain text. */
export function textRefusal(status: RefusalStyle['status'], text: string): RefusalStyle {
  return { status, mediaType: 'text/plain', body: () => text };
}

/** A page of the kind that web servers send. */
export function htmlRefusal(status: RefusalStyle['status'], title: string): RefusalStyle {
  return {
    status,
    mediaType: 'text/html',
    body: () => `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
  };
}
