import ts from 'typescript';

/**
 * A type as it is written, where names of a few words are replaced by the words.
 *
 * @param {ts.TypeNode | undefined} node
 * @param {ts.TypeChecker} checker
 * @returns {string}
 */
export function typeText(node, checker) {
  if (!node) return 'unknown';
  if (ts.isUnionTypeNode(node)) return node.types.map((type) => typeText(type, checker)).join(' | ');
  const words = ts.isTypeReferenceNode(node) ? wordsOf(node, checker) : null;
  return words ?? node.getText().replace(/\s+/g, ' ');
}

/**
 * @param {ts.TypeReferenceNode} node
 * @param {ts.TypeChecker} checker
 * @returns {string | null}
 */
function wordsOf(node, checker) {
  const symbol = resolved(checker.getSymbolAtLocation(node.typeName), checker);
  const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
  if (!alias || !ts.isUnionTypeNode(alias.type) || !alias.type.types.every(ts.isLiteralTypeNode)) return null;
  return alias.type.types.map((type) => type.getText()).join(' | ');
}

/**
 * Properties of an object, one level deep.
 *
 * @param {ts.Type} type
 * @param {ts.TypeChecker} checker
 * @returns {string}
 */
export function objectText(type, checker) {
  const properties = checker.getPropertiesOfType(type);
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return checker.typeToString(type);
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
  return `{ ${properties
    .map((property) => `${property.name}: ${checker.typeToString(checker.getTypeOfSymbol(property), undefined, flags)}`)
    .join('; ')} }`;
}

/**
 * Every string that an expression can be; null: any.
 *
 * @param {ts.Expression} expression
 * @param {ts.TypeChecker} checker
 * @returns {string[] | null}
 */
export function stringsOf(expression, checker) {
  const constant = constantOf(expression, checker);
  if (constant !== null) return [constant];
  if (isGeneric(expression, checker)) return null;
  const type = checker.getTypeAtLocation(expression);
  const types = type.isUnion() ? type.types : [type];
  // Lit's `nothing` and other values that make no attribute.
  const strings = types.filter(({ flags }) => flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any));
  if (strings.length === 0 || !strings.every((each) => each.isStringLiteral())) return null;
  return strings.map((each) => String(/** @type {ts.StringLiteralType} */ (each).value));
}

/**
 * Long texts are put together from several, which makes them any string for the compiler.
 *
 * @param {ts.Expression} expression
 * @param {ts.TypeChecker} checker
 * @returns {string | null}
 */
function constantOf(expression, checker) {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [constantOf(expression.left, checker), constantOf(expression.right, checker)];
    return left === null || right === null ? null : left + right;
  }
  if (ts.isTemplateExpression(expression)) {
    const spans = expression.templateSpans.map((span) => {
      const value = constantOf(span.expression, checker);
      return value === null ? null : value + span.literal.text;
    });
    return spans.includes(null) ? null : expression.head.text + spans.join('');
  }
  const declaration = ts.isIdentifier(expression) ? declarationOf(expression, checker) : undefined;
  const isConstant =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    Boolean(ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const);
  return isConstant && declaration.initializer ? constantOf(declaration.initializer, checker) : null;
}

/**
 * Whether the caller of the function around it says what it is.
 *
 * @param {ts.Expression} expression
 * @param {ts.TypeChecker} checker
 */
function isGeneric(expression, checker) {
  const symbol = checker.getSymbolAtLocation(expression);
  return symbol !== undefined && Boolean(checker.getTypeOfSymbol(symbol).flags & ts.TypeFlags.TypeParameter);
}

/**
 * @param {ts.Identifier} name
 * @param {ts.TypeChecker} checker
 */
function declarationOf(name, checker) {
  return resolved(checker.getSymbolAtLocation(name), checker)?.valueDeclaration;
}

/**
 * Where an import leads.
 *
 * @param {ts.Symbol | undefined} symbol
 * @param {ts.TypeChecker} checker
 */
export function resolved(symbol, checker) {
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
