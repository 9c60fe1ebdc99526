import { AssayError, messageOf } from '../../kernel/error.ts';
import { isXml } from '../xml/read-xml.ts';
import type { OfficialValidator, OpinionRequest, PostText } from './official.ts';
import { readOutcome } from './read-outcome.ts';

/**
 * The official validator behind a URL: its own server (`/validateResource`, taken when the URL has no path), a wrapper, or a server's
 * `$validate`. Resources are sent there one at a time, as such servers handle one at a time.
 */
export function officialOverHttp(url: string, postText: PostText): OfficialValidator {
  const place = new URL(url);
  if (place.pathname === '/') place.pathname = '/validateResource';
  return {
    async judge(requests, profiles) {
      const verdicts = [];
      for (const request of requests) verdicts.push(await ask(withProfiles(place, profiles), request, postText));
      return verdicts;
    },
  };
}

/** The official server takes one list; wrappers and `$validate` call it `profile`. */
function withProfiles(place: URL, profiles: readonly string[]): URL {
  const url = new URL(place);
  const name = url.pathname.endsWith('/validateResource') ? 'profiles' : 'profile';
  if (profiles.length > 0) url.searchParams.set(name, profiles.join(','));
  return url;
}

async function ask(url: URL, { name, text }: OpinionRequest, postText: PostText) {
  const headers = {
    'content-type': isXml(text) ? 'application/fhir+xml' : 'application/fhir+json',
    accept: 'application/fhir+json',
  };
  try {
    const answer = await postText(url.href, { body: text, headers });
    const verdict = readOutcome(JSON.parse(answer.text));
    if (verdict) return verdict;
    throw new Error(`the answer ${answer.status} holds no OperationOutcome`);
  } catch (error) {
    throw new AssayError(
      'config',
      'second-opinion',
      `The official validator at ${url.origin}${url.pathname} gives no opinion on ${name}: ${messageOf(error)}.`,
      { cause: error },
    );
  }
}
