import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { docOf } from '../manifest/doc-comment.mjs';
import { escapeHtml, table } from './html.mjs';
import { markCodes, renderComment } from './markdown.mjs';

const SOURCES = join(import.meta.dirname, '../../widget/src');

/**
 * One member of a class or an interface, as its source says it.
 *
 * @typedef {object} Declared
 * @property {string} name with the parameters of a method
 * @property {string} type
 * @property {string} description Markdown
 * @property {string} throws codes that a method rejects with
 */

/**
 * The public members of a class, an interface or a type with a body.
 *
 * @param {string} file below widget/src
 * @param {string} name
 * @returns {Declared[]}
 */
export function membersOf(file, name) {
  const path = join(SOURCES, file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = source.statements.find(
    (statement) =>
      (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) && statement.name?.text === name,
  );
  if (!found || !(ts.isClassDeclaration(found) || ts.isInterfaceDeclaration(found))) {
    throw new Error(`${file} declares no ${name}.`);
  }
  return [...found.members].filter(isPublic).map((member) => declared(member, source));
}

/**
 * @param {string} file
 * @param {string} name
 * @param {readonly string[]} [head]
 */
export function membersTable(file, name, head = ['member', 'type', 'meaning']) {
  return table(
    name,
    head,
    membersOf(file, name).map((member) => [
      code(member.name),
      code(member.type),
      renderComment(member.description) +
        (member.throws ? `<br />Rejects: ${renderComment(markCodes(member.throws))}` : ''),
    ]),
  );
}

/** @param {ts.ClassElement | ts.TypeElement} member */
function isPublic(member) {
  return (
    (ts.isMethodDeclaration(member) ||
      ts.isGetAccessorDeclaration(member) ||
      ts.isPropertySignature(member) ||
      ts.isMethodSignature(member) ||
      ts.isPropertyDeclaration(member)) &&
    !ts.isPrivateIdentifier(member.name)
  );
}

/**
 * @param {ts.ClassElement | ts.TypeElement} member
 * @param {ts.SourceFile} source
 * @returns {Declared}
 */
function declared(member, source) {
  const name = member.name?.getText(source) ?? '';
  const doc = docOf(member);
  const params = (doc?.tags ?? []).filter(({ tag }) => tag === 'param');
  const notes = params.map((param) => `\`${param.name}\`: ${param.description}`);
  const optional = 'questionToken' in member && member.questionToken ? '?' : '';
  const parameters = ts.isFunctionLike(member) ? `(${parametersOf(member)})` : '';
  return {
    name: name + optional + (ts.isGetAccessorDeclaration(member) ? '' : parameters),
    type: oneLine(typeOf(member)?.getText(source) ?? ''),
    description: [doc?.description ?? '', ...notes].filter(Boolean).join('\n\n'),
    throws: (doc?.tags ?? []).find(({ tag }) => tag === 'throws')?.description.replace(/^RoomError /, '') ?? '',
  };
}

/**
 * @param {ts.ClassElement | ts.TypeElement} member
 * @returns {ts.TypeNode | undefined}
 */
function typeOf(member) {
  return ts.isFunctionLike(member) || ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)
    ? member.type
    : undefined;
}

/** @param {ts.SignatureDeclaration} member */
function parametersOf({ parameters }) {
  return parameters
    .map((parameter) => {
      const isOptional = Boolean(parameter.questionToken ?? parameter.initializer);
      const name = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options';
      return name + (isOptional ? '?' : '');
    })
    .join(', ');
}

/** @param {string} text */
function oneLine(text) {
  return text
    .replaceAll(/\/\*\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^\{ (.*?);? \}$/g, '{ $1 }')
    .trim();
}

/** @param {string} text */
function code(text) {
  return text === '' ? '' : `<code>${escapeHtml(text)}</code>`;
}
