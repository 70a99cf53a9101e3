import ts from 'typescript';
import { docOf } from './doc-comment.mjs';
import { modulePath, placeOf } from './sources.mjs';
import { typeText } from './types.mjs';

/** @import { Attribute, ClassMethod, CustomElementField, Parameter, Reference } from 'custom-elements-manifest' */
/** @import { DocTag } from './doc-comment.mjs' */
/** @import { ElementSource } from './sources.mjs' */

/**
 * One entry of Lit's `static properties`.
 *
 * @typedef {object} Reactive
 * @property {string | null} attribute null: it has none
 * @property {boolean} reflects
 */

/**
 * @typedef {object} Members
 * @property {(CustomElementField | ClassMethod)[]} members
 * @property {Attribute[]} attributes
 */

/**
 * What a page may set, read and call.
 *
 * @param {ElementSource} element
 * @param {readonly DocTag[]} attrTags `@attr` above the class
 * @param {ts.TypeChecker} checker
 * @returns {Members}
 */
export function membersOf({ declaration, chain }, attrTags, checker) {
  /** @type {Map<string, CustomElementField | ClassMethod>} */
  const members = new Map();
  const reactive = new Map(chain.toReversed().flatMap((each) => [...reactiveOf(each)]));
  const defaults = new Map(chain.toReversed().flatMap((each) => [...defaultsOf(each)]));
  for (const each of chain) {
    for (const member of each.members.filter(isPublic)) {
      const made = describe(member, checker);
      if (!made || members.has(made.name)) continue;
      const from = each === declaration ? {} : inherited(made, each, declaration, checker);
      members.set(
        made.name,
        made.kind === 'method' ? { ...made, ...from } : withReactive({ ...made, ...from }, reactive, defaults),
      );
    }
  }
  return { members: [...members.values()], attributes: attributesOf(chain, [...members.values()], attrTags) };
}

/**
 * What differs of a member in a class that has it from another one.
 *
 * @param {CustomElementField | ClassMethod} member
 * @param {ts.ClassDeclaration} from
 * @param {ts.ClassDeclaration} to
 * @param {ts.TypeChecker} checker
 */
function inherited(member, from, to, checker) {
  const inheritedFrom = referenceTo(from);
  const property = checker.getPropertyOfType(checker.getTypeAtLocation(to), member.name);
  // What it leaves open is known here.
  if (!from.typeParameters || !property || member.kind === 'method') return { inheritedFrom };
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
  return { inheritedFrom, type: { text: checker.typeToString(checker.getTypeOfSymbol(property), undefined, flags) } };
}

/**
 * @param {ts.ClassDeclaration} declaration
 * @returns {Reference}
 */
export function referenceTo(declaration) {
  return { name: declaration.name?.text ?? '', module: modulePath(declaration.getSourceFile()) };
}

/** @param {ts.ClassElement} member */
function isPublic(member) {
  if (!member.name || !ts.isIdentifier(member.name)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static;
  const flags = ts.getCombinedModifierFlags(member);
  if (flags & hidden) return false;
  const doc = docOf(member);
  // What the platform or Lit calls; where something is written above it, it is there for the page.
  if (flags & ts.ModifierFlags.Override) return doc !== null;
  return !doc?.tags.some(({ tag }) => tag === 'internal');
}

/**
 * @param {ts.ClassElement} member
 * @param {ts.TypeChecker} checker
 * @returns {CustomElementField | ClassMethod | null}
 */
function describe(member, checker) {
  const name = /** @type {ts.Identifier} */ (member.name).text;
  if (ts.isMethodDeclaration(member)) return method(name, member, member, checker);
  if (ts.isSetAccessor(member)) return null;
  if (!ts.isPropertyDeclaration(member) && !ts.isGetAccessor(member)) return null;
  // A getter that gives a function is called like a method.
  if (member.type && ts.isFunctionTypeNode(member.type)) return method(name, member, member.type, checker);
  return {
    kind: 'field',
    name,
    ...described(member),
    type: { text: typeText(member.type, checker) },
    ...(isReadonly(member) ? { readonly: true } : {}),
  };
}

/**
 * @param {string} name
 * @param {ts.ClassElement} member
 * @param {ts.SignatureDeclaration} signature
 * @param {ts.TypeChecker} checker
 * @returns {ClassMethod}
 */
function method(name, member, signature, checker) {
  const tags = docOf(member)?.tags ?? [];
  /** @type {Parameter[]} */
  const parameters = signature.parameters.map((parameter) => {
    const own = tags.filter((tag) => tag.tag === 'param' && tag.name.split('.')[0] === parameter.name.getText());
    const description = own
      .map(
        (tag) => (tag.name.includes('.') ? `\`${tag.name.slice(tag.name.indexOf('.') + 1)}\`: ` : '') + tag.description,
      )
      .join('\n\n');
    return {
      name: parameter.name.getText(),
      type: { text: typeText(parameter.type, checker) },
      ...(description ? { description } : {}),
      ...(parameter.initializer ? { default: parameter.initializer.getText() } : {}),
      ...(parameter.questionToken || parameter.initializer ? { optional: true } : {}),
    };
  });
  const returns = tags.find(({ tag }) => tag === 'returns')?.description;
  return {
    kind: 'method',
    name,
    ...described(member),
    parameters,
    return: { type: { text: typeText(signature.type, checker) }, ...(returns ? { description: returns } : {}) },
  };
}

/**
 * The manifest has no place for what is thrown.
 *
 * @param {ts.ClassElement} member
 * @returns {{ description?: string }}
 */
function described(member) {
  const doc = docOf(member);
  const thrown = (doc?.tags ?? [])
    .filter(({ tag }) => tag === 'throws')
    .map(({ description }) => `Throws ${description}`);
  const description = [doc?.description ?? '', ...thrown].filter(Boolean).join('\n\n');
  return description ? { description } : {};
}

/** @param {ts.PropertyDeclaration | ts.GetAccessorDeclaration} member */
function isReadonly(member) {
  if (ts.isPropertyDeclaration(member)) return Boolean(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Readonly);
  const { parent } = member;
  if (!ts.isClassDeclaration(parent)) return true;
  return !parent.members.some((other) => ts.isSetAccessor(other) && other.name.getText() === member.name.getText());
}

/**
 * @param {CustomElementField} field
 * @param {ReadonlyMap<string, Reactive>} reactive
 * @param {ReadonlyMap<string, string>} defaults
 * @returns {CustomElementField}
 */
function withReactive(field, reactive, defaults) {
  const { attribute = null, reflects = false } = reactive.get(field.name) ?? {};
  const fallback = defaults.get(field.name);
  return {
    ...field,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(attribute === null ? {} : { attribute }),
    ...(reflects ? { reflects } : {}),
  };
}

/**
 * @param {readonly ts.ClassDeclaration[]} chain
 * @param {readonly (CustomElementField | ClassMethod)[]} members
 * @param {readonly DocTag[]} tags
 * @returns {Attribute[]}
 */
function attributesOf(chain, members, tags) {
  const fields = /** @type {CustomElementField[]} */ (members.filter(({ kind }) => kind === 'field'));
  const byProperty = fields.flatMap((field) =>
    field.attribute === undefined ? [] : [{ name: field.attribute, field }],
  );
  const byHand = chain
    .flatMap(observedOf)
    .map((name) => ({ name, field: fields.find((field) => field.name === name) }));
  const known = [...byProperty, ...byHand];
  // Those that only the styles ask for.
  const styled = tags
    .filter((tag) => !known.some(({ name }) => name === tag.name))
    .map(({ name }) => ({ name, field: undefined }));
  return [...known, ...styled].map(({ name, field }) => {
    const tag = tags.find((each) => each.name === name);
    const description = tag?.description || field?.description;
    return {
      name,
      ...(description ? { description } : {}),
      type: { text: field?.type?.text ?? tag?.type ?? 'string' },
      ...(field?.default === undefined ? {} : { default: field.default }),
      ...(field ? { fieldName: field.name } : {}),
      ...(field?.inheritedFrom ? { inheritedFrom: field.inheritedFrom } : {}),
    };
  });
}

/**
 * @param {ts.ClassDeclaration} declaration
 * @returns {Map<string, Reactive>}
 */
function reactiveOf(declaration) {
  const member = declaration.members.find(
    (each) => ts.isPropertyDeclaration(each) && each.name.getText() === 'properties',
  );
  if (!member || !ts.isPropertyDeclaration(member)) return new Map();
  const { initializer } = member;
  if (!initializer || !ts.isObjectLiteralExpression(initializer)) throw new Error(`${placeOf(member)} is no object.`);
  return new Map(
    initializer.properties.map((property) => {
      if (!ts.isPropertyAssignment(property)) throw new Error(`${placeOf(property)} is no property with its options.`);
      const name = property.name.getText();
      return [name, reactiveFrom(name, property.initializer)];
    }),
  );
}

/**
 * @param {string} name
 * @param {ts.Expression} options
 * @returns {Reactive}
 */
function reactiveFrom(name, options) {
  const entries = ts.isObjectLiteralExpression(options) ? options.properties.filter(ts.isPropertyAssignment) : [];
  const option = (/** @type {string} */ key) => entries.find((entry) => entry.name.getText() === key)?.initializer;
  const attribute = option('attribute');
  const isState = option('state')?.kind === ts.SyntaxKind.TrueKeyword;
  const hasNone = isState || attribute?.kind === ts.SyntaxKind.FalseKeyword;
  return {
    attribute: hasNone ? null : attribute && ts.isStringLiteral(attribute) ? attribute.text : name.toLowerCase(),
    reflects: option('reflect')?.kind === ts.SyntaxKind.TrueKeyword,
  };
}

/**
 * What the constructor assigns, where it is a literal.
 *
 * @param {ts.ClassDeclaration} declaration
 * @returns {Map<string, string>}
 */
function defaultsOf(declaration) {
  const statements = declaration.members.find(ts.isConstructorDeclaration)?.body?.statements ?? [];
  /** @type {Map<string, string>} */
  const defaults = new Map();
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right } = statement.expression;
    if (!ts.isPropertyAccessExpression(left) || left.expression.kind !== ts.SyntaxKind.ThisKeyword) continue;
    if (ts.isLiteralExpression(right) || isWord(right)) defaults.set(left.name.text, right.getText());
  }
  return defaults;
}

/** @param {ts.Expression} expression */
function isWord({ kind }) {
  return [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(kind);
}

/**
 * Attributes that the class observes besides those of its properties.
 *
 * @param {ts.ClassDeclaration} declaration
 * @returns {string[]}
 */
export function observedOf(declaration) {
  const getter = declaration.members.find(
    (each) => ts.isGetAccessor(each) && each.name.getText() === 'observedAttributes',
  );
  /** @type {string[]} */
  const names = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isStringLiteral(node)) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  if (getter) visit(getter);
  return names;
}
