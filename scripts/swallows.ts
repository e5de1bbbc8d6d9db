import ts from "typescript";

/** Text that a swallow cannot do without, so that few files have to be parsed. */
const POSSIBLE = /\bcatch\b|\.then\b|["']error["']/;

/** Returns whether a handler cannot see the error: no parameter, or one whose name says that it is not used. */
function isBlind(handler: ts.Expression | undefined): boolean {
  if (handler === undefined || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler)))
    return false;
  const [error] = handler.parameters;
  return error === undefined || (ts.isIdentifier(error.name) && error.name.text.startsWith("_"));
}

/** Methods that add a listener of an event. */
const LISTENING = new Set(["on", "once", "addListener", "prependListener", "addEventListener"]);

/** Returns whether a handler does nothing at all: another one acts on the event, though it may not look at the error. */
const isEmpty = (handler: ts.Expression | undefined): boolean =>
  handler !== undefined &&
  (ts.isArrowFunction(handler) || ts.isFunctionExpression(handler)) &&
  (ts.isBlock(handler.body) ? handler.body.statements.length === 0 : isNothing(handler.body));

const isNothing = (body: ts.Expression): boolean =>
  body.kind === ts.SyntaxKind.NullKeyword ||
  (ts.isVoidExpression(body) && ts.isNumericLiteral(body.expression)) ||
  (ts.isIdentifier(body) && body.text === "undefined");

const isErrorEvent = (name: ts.Expression | undefined): boolean =>
  name !== undefined && ts.isStringLiteral(name) && name.text === "error";

/** Returns whether a node drops an error: a rejection handler that cannot see it, a `catch` or a listener that does nothing. */
function isSwallow(node: ts.Node): boolean {
  if (ts.isCatchClause(node)) return node.block.statements.length === 0;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { text: method } = node.expression.name;
  if (LISTENING.has(method)) return isErrorEvent(node.arguments[0]) && isEmpty(node.arguments[1]);
  if (method === "catch") return isBlind(node.arguments[0]);
  return method === "then" && isBlind(node.arguments[1]);
}

/** Returns the places, as `file:line`, where a source drops an error without a word. */
export function swallowsIn(file: string, text: string): string[] {
  if (!POSSIBLE.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (isSwallow(node))
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getEnd()).line + 1}`);
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}
