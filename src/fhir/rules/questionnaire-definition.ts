import type { Json, JsonObject } from '../../kernel/json.ts';
import { choice, flag, number, object, objects, text } from '../definitions/members.ts';
import type { FhirVersion } from '../definitions/records.ts';

const CORE = 'http://hl7.org/fhir/StructureDefinition/';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/';

/** One item of a Questionnaire in a form common to STU3 and R4. */
export interface QuestionItem {
  readonly linkId: string;
  readonly type: string;
  readonly text: string | undefined;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly maxLength: number | undefined;
  readonly options: readonly QuestionOption[];
  readonly valueSet: string | undefined;
  readonly enableWhen: readonly JsonObject[];
  readonly enableAll: boolean;
  /** True when an expression decides, which is not evaluated here. */
  readonly enableUnknown: boolean;
  readonly items: readonly QuestionItem[];
  readonly source: JsonObject;
}

/** A permitted answer. */
export interface QuestionOption {
  readonly type: string;
  readonly value: Json;
  readonly exclusive: boolean;
}

/** The items of a Questionnaire. */
export function questionItems(questionnaire: JsonObject, version: FhirVersion): readonly QuestionItem[] {
  return objects(questionnaire, 'item').map((item) => questionItem(item, version));
}

function questionItem(item: JsonObject, version: FhirVersion): QuestionItem {
  const stu3 = version === '3.0';
  return {
    linkId: text(item, 'linkId') ?? '',
    type: text(item, 'type') ?? '',
    text: text(item, 'text'),
    required: flag(item, 'required') ?? false,
    repeats: flag(item, 'repeats') ?? false,
    maxLength: number(item, 'maxLength'),
    options: objects(item, stu3 ? 'option' : 'answerOption').flatMap(optionOf),
    valueSet: stu3 ? text(object(item, 'options'), 'reference') : text(item, 'answerValueSet'),
    enableWhen: objects(item, 'enableWhen'),
    enableAll: text(item, 'enableBehavior') === 'all',
    enableUnknown: extensionValue(item, `${SDC}sdc-questionnaire-enableWhenExpression`) !== undefined,
    items: questionItems(item, version),
    source: item,
  };
}

function optionOf(option: JsonObject): QuestionOption[] {
  const value = choice(option, 'value');
  if (!value) return [];
  return [{ ...value, exclusive: extensionValue(option, `${CORE}questionnaire-optionExclusive`) === true }];
}

/** The value of an extension of an item, or undefined. */
export function extensionValue(holder: JsonObject, url: string): Json | undefined {
  const found = objects(holder, 'extension').find((each) => text(each, 'url') === url);
  return found && choice(found, 'value')?.value;
}

/** The value of a core or an SDC extension by its short name. */
export function itemSetting(item: QuestionItem, name: string): Json | undefined {
  return extensionValue(item.source, CORE + name) ?? extensionValue(item.source, `${SDC}sdc-questionnaire-${name}`);
}

/** The values of a repeated core extension by its short name. */
export function itemSettings(item: QuestionItem, name: string): readonly Json[] {
  return objects(item.source, 'extension')
    .filter((each) => text(each, 'url') === CORE + name)
    .flatMap((each) => choice(each, 'value')?.value ?? []);
}

/** The item with a linkId, anywhere below. */
export function findQuestion(items: readonly QuestionItem[], linkId: string): QuestionItem | undefined {
  for (const item of items) {
    if (item.linkId === linkId) return item;
    const below = findQuestion(item.items, linkId);
    if (below) return below;
  }
  return undefined;
}
