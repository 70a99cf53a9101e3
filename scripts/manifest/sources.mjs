import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { resolved } from './types.mjs';

const ROOT = join(import.meta.dirname, '../..');
const SRC = join(ROOT, 'widget/src');
/** Under this name a file exports which elements it brings, by their tags. */
const REGISTER = 'ELEMENTS';

/**
 * @typedef {object} ElementSource
 * @property {string} tag
 * @property {ts.ClassDeclaration} declaration
 * @property {readonly ts.ClassDeclaration[]} chain it and those of the widget that it extends, itself first
 * @property {readonly ts.SourceFile[]} files its own and those that only help it: they hold its templates and styles
 */

/** The widget's sources as TypeScript understands them. */
export class Sources {
  /** @type {ts.Program} */
  #program;

  /** @param {Readonly<Record<string, string>>} changed texts of files that are not as they are on the disk, by path below src */
  constructor(changed = {}) {
    const configFile = join(ROOT, 'widget/tsconfig.json');
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: failed };
    const config = ts.getParsedCommandLineOfConfigFile(configFile, { noEmit: true, composite: false }, host);
    if (!config) throw new Error(`There is no ${configFile}.`);
    const texts = new Map(Object.entries(changed).map(([path, text]) => [join(SRC, path), text]));
    this.#program = ts.createProgram(
      [...config.fileNames, ...texts.keys()],
      config.options,
      hostWith(texts, config.options),
    );
    this.checker = this.#program.getTypeChecker();
  }

  /** Of the widget alone. */
  get files() {
    return this.#program.getSourceFiles().filter(({ fileName }) => isOurs(fileName));
  }

  /**
   * @param {string} path below widget/src
   * @returns {ts.SourceFile}
   */
  file(path) {
    const file = this.#program.getSourceFile(join(SRC, path));
    if (!file) throw new Error(`There is no widget/src/${path}.`);
    return file;
  }

  /** @returns {ElementSource[]} */
  elements() {
    const tagged = this.registers.flatMap((register) => this.#registered(register));
    const own = new Set(tagged.map(({ declaration }) => declaration.getSourceFile()));
    return tagged.map(({ tag, declaration }) => ({
      tag,
      declaration,
      chain: this.#chain(declaration),
      files: this.#helpers(declaration.getSourceFile(), own),
    }));
  }

  /** Classes that could be elements, each with its name. */
  classes() {
    return this.files
      .flatMap((file) => file.statements.filter(ts.isClassDeclaration))
      .filter((declaration) => this.#isElement(declaration) && !isAbstract(declaration));
  }

  /**
   * Type of a named interface's property, with what is written above it.
   *
   * @param {ts.SourceFile} file
   * @param {string} interfaceName
   * @returns {ReadonlyMap<string, ts.Symbol>}
   */
  propertiesOf(file, interfaceName) {
    const declaration = file.statements
      .filter(ts.isInterfaceDeclaration)
      .find(({ name }) => name.text === interfaceName);
    if (!declaration) throw new Error(`${file.fileName} has no interface ${interfaceName}.`);
    const type = this.checker.getTypeAtLocation(declaration);
    return new Map(this.checker.getPropertiesOfType(type).map((property) => [property.name, property]));
  }

  /** What tells which elements there are. */
  get registers() {
    return this.files.flatMap((file) =>
      file.statements
        .filter(ts.isVariableStatement)
        .filter(({ modifiers = [] }) => modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
        .flatMap(({ declarationList }) => declarationList.declarations)
        .filter(({ name }) => name.getText() === REGISTER),
    );
  }

  /**
   * @param {ts.VariableDeclaration} register
   * @returns {{ tag: string, declaration: ts.ClassDeclaration }[]}
   */
  #registered({ initializer }) {
    const entries = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
    if (!entries || !ts.isObjectLiteralExpression(entries)) return [];
    return entries.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property) || !ts.isStringLiteral(property.name)) return [];
      const declaration = this.#classOf(property.initializer);
      return declaration ? [{ tag: property.name.text, declaration }] : [];
    });
  }

  /**
   * @param {ts.Expression} expression
   * @returns {ts.ClassDeclaration | null}
   */
  #classOf(expression) {
    const symbol = resolved(this.checker.getSymbolAtLocation(expression), this.checker);
    return symbol?.declarations?.find(ts.isClassDeclaration) ?? null;
  }

  /**
   * @param {ts.ClassDeclaration} declaration
   * @returns {ts.ClassDeclaration[]}
   */
  #chain(declaration) {
    const extended = extendedBy(declaration);
    const parent = extended ? this.#classOf(extended) : null;
    const rest = parent && isOurs(parent.getSourceFile().fileName) ? this.#chain(parent) : [];
    return [declaration, ...rest];
  }

  /** @param {ts.ClassDeclaration} declaration */
  #isElement(declaration) {
    return extendedBy(this.#chain(declaration).at(-1) ?? declaration)?.getText() === 'LitElement';
  }

  /**
   * What a file imports, at once or later, and what that imports; other elements and what is imported for its types
   * alone left out.
   *
   * @param {ts.SourceFile} file
   * @param {ReadonlySet<ts.SourceFile>} elements
   * @param {Set<ts.SourceFile>} found
   * @returns {ts.SourceFile[]}
   */
  #helpers(file, elements, found = new Set([file])) {
    for (const specifier of importsOf(file)) {
      const imported = this.checker.getSymbolAtLocation(specifier)?.declarations?.find(ts.isSourceFile);
      if (!imported || !isOurs(imported.fileName) || elements.has(imported) || found.has(imported)) continue;
      this.#helpers(imported, elements, found.add(imported));
    }
    return [...found];
  }
}

/**
 * @param {ts.SourceFile} file
 * @returns {ts.Expression[]} what is imported or exported from
 */
function importsOf(file) {
  /** @type {ts.Expression[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const isDeclaration = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    if (isDeclaration && node.moduleSpecifier && !isForTypes(node)) found.push(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push(...node.arguments);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** @param {ts.ImportDeclaration | ts.ExportDeclaration} statement */
function isForTypes(statement) {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/**
 * @param {ReadonlyMap<string, string>} texts by file name
 * @param {ts.CompilerOptions} options
 */
function hostWith(texts, options) {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  return host;
}

/** @param {ts.Diagnostic} diagnostic */
function failed({ messageText }) {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** @param {string} fileName */
function isOurs(fileName) {
  return !relative(SRC, fileName).startsWith(`..${sep}`);
}

/** @param {ts.ClassDeclaration} declaration */
function extendedBy({ heritageClauses = ts.factory.createNodeArray() }) {
  return heritageClauses.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

/** @param {ts.ClassDeclaration} declaration */
function isAbstract(declaration) {
  return declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;
}

/**
 * Where the package has what is compiled from a file.
 *
 * @param {ts.SourceFile} file
 */
export function modulePath({ fileName }) {
  return `dist/${relative(SRC, fileName).split(sep).join('/').replace(/\.ts$/, '.js')}`;
}

/**
 * For people: `widget/src/parts/tile.ts:12`.
 *
 * @param {ts.Node} node
 */
export function placeOf(node) {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(ROOT, file.fileName)}:${line + 1}`;
}
