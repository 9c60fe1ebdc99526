import { type CaseResult, type CorpusCase, isError, runCase } from './run-case.ts';

interface Matrix {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
  located: number;
}

/** Run every case. */
export function corpusScores(cases: readonly CorpusCase[], folder: string): CaseResult[] {
  return cases.flatMap((each) => runCase(each, folder));
}

/** Print the confusion matrices and, on request, the cases that disagree (`wrong`, `fp`, `fn`, `all`). */
export function printScores(results: readonly CaseResult[], list: string | undefined): void {
  const compared = results.filter((each) => each.excluded === undefined);
  for (const [title, chosen] of [
    ['comparable offline', compared],
    ['all cases', results],
  ] as const) {
    console.log(`\n${title}`);
    console.log(row(['', 'cases', 'TP', 'FP', 'FN', 'TN', 'agree %', 'prec %', 'recall %', 'place+kind %']));
    for (const version of ['R4', 'STU3'] as const)
      for (const kind of ['plain', 'profile'] as const)
        line(
          `${version} ${kind}`,
          chosen.filter((each) => each.case.fhir === version && each.kind === kind),
        );
    const modules = [...new Set(chosen.map((each) => each.case.module))].sort();
    for (const module of modules)
      line(
        `  ${module}`,
        chosen.filter((each) => each.case.module === module),
      );
  }
  if (list) for (const each of list === 'all' ? results : compared) show(each, list);
}

function outcome(each: CaseResult): 'TP' | 'FP' | 'FN' | 'TN' {
  const official = each.expected.some(isError);
  const ours = each.verdict.answer === 'invalid';
  return official ? (ours ? 'TP' : 'FN') : ours ? 'FP' : 'TN';
}

function line(title: string, results: readonly CaseResult[]): void {
  if (results.length === 0) return;
  const matrix: Matrix = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0, located: 0 };
  for (const each of results) {
    const kind = outcome(each);
    if (kind === 'TP') {
      matrix.truePositive++;
      if (sameIssue(each)) matrix.located++;
    } else if (kind === 'FP') matrix.falsePositive++;
    else if (kind === 'FN') matrix.falseNegative++;
    else matrix.trueNegative++;
  }
  const { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn, located } = matrix;
  const percent = (part: number, whole: number) => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1));
  const cells = [
    results.length,
    tp,
    fp,
    fn,
    tn,
    percent(tp + tn, results.length),
    percent(tp, tp + fp),
    percent(tp, tp + fn),
    percent(located, tp),
  ];
  console.log(row([title, ...cells.map(String)]));
}

/** True when some error agrees in place (the array index apart) and kind. */
function sameIssue(each: CaseResult): boolean {
  const ours = each.verdict.issues.filter(isError);
  return each.expected
    .filter(isError)
    .some((official) =>
      ours.some(
        (issue) => issue.code === official.code && plainPath(issue.expression) === plainPath(official.expression ?? ''),
      ),
    );
}

function plainPath(expression: string): string {
  return expression
    .replace(/\/\*.*?\*\//g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\.value\[x\]/g, '.value')
    .replace(/\.ofType\([A-Za-z]+\)/g, '')
    .replace(/^\$$/, '');
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(22) : cell.padStart(i > 5 ? 13 : 7))).join('');
}

function show(each: CaseResult, list: string): void {
  const kind = outcome(each);
  const wanted =
    list === 'all' ||
    (list === 'wrong' && (kind === 'FP' || kind === 'FN')) ||
    (list === 'place' && kind === 'TP' && !sameIssue(each)) ||
    list.toUpperCase() === kind;
  if (!wanted) return;
  console.log(
    `\n${kind} ${each.case.fhir} ${each.kind} ${each.case.module} ${each.case.name} (${each.case.file}) ${each.excluded ?? ''}`,
  );
  for (const issue of each.expected.filter(isError).slice(0, 5))
    console.log(`   official ${issue.code} ${issue.expression} | ${issue.text?.slice(0, 200)}`);
  for (const issue of each.verdict.issues.filter(isError).slice(0, 8))
    console.log(
      `   ours     ${issue.code} ${issue.expression} @${issue.line}:${issue.column} [${issue.rule}] | ${issue.message.slice(0, 200)}`,
    );
  for (const open of each.verdict.notChecked.slice(0, 2))
    console.log(`   open     ${open.kind} ${open.subject} ${open.expression} | ${open.reason}`);
}
