import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Every public name with what its declaration says of it. */
function publicNames(): { name: string; documented: boolean }[] {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
    ts.sys,
    '.',
  );
  const program = ts.createProgram(['src/index.ts'], config.options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile('src/index.ts');
  const module = source && checker.getSymbolAtLocation(source);
  return (module ? checker.getExportsOfModule(module) : []).map((symbol) => {
    const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: symbol.name, documented: declared.getDocumentationComment(checker).length > 0 };
  });
}

describe('the public surface', () => {
  const names = publicNames();

  test('is what suites, runs and validation of resources need', () => {
    expect(names.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'AssayError',
        'RunReport',
        'SuiteDefinition',
        'createFhirValidator',
        'defineSuite',
        'runSuite',
      ]),
    );
  });

  test('says in a comment what each name is', () => {
    expect(names.filter(({ documented }) => !documented)).toEqual([]);
  });
});
