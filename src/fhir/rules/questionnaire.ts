import type { JsonObject } from '../../kernel/json.ts';
import { objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const about = {
  code: 'business-rule',
  rule: 'questionnaire-enable-when',
  clause: 'FHIR, questionnaire.html (enableWhen)',
};

interface Seen {
  readonly item: JsonObject;
  readonly at: string;
  readonly tokens: readonly (string | number)[];
}

/** The question of every enableWhen is another item of the Questionnaire. */
export function checkQuestionnaire(session: Session, frame: ResourceFrame): void {
  const all: Seen[] = [];
  const walk = (holder: JsonObject, at: string, tokens: readonly (string | number)[]) => {
    objects(holder, 'item').forEach((item, i) => {
      const seen = { item, at: `${at}.item[${i}]`, tokens: [...tokens, 'item', i] };
      all.push(seen);
      walk(item, seen.at, seen.tokens);
    });
  };
  walk(frame.value, '', []);
  const links = new Set(all.flatMap(({ item }) => text(item, 'linkId') ?? []));
  for (const { item, at, tokens } of all) {
    objects(item, 'enableWhen').forEach((condition, i) => {
      const question = text(condition, 'question');
      if (question === undefined) return;
      const place = [`${at}.enableWhen[${i}]`, [...tokens, 'enableWhen', i]] as const;
      if (!links.has(question)) session.report(about, `There is no item '${question}' for this enableWhen`, ...place);
      else if (question === text(item, 'linkId'))
        session.report(about, 'An enableWhen cannot refer to its own item', ...place);
      else if (holdsBelow(item, question))
        session.report(about, 'An enableWhen cannot refer to a question within its own item', ...place);
    });
  }
}

function holdsBelow(item: JsonObject, linkId: string): boolean {
  return objects(item, 'item').some((each) => text(each, 'linkId') === linkId || holdsBelow(each, linkId));
}
