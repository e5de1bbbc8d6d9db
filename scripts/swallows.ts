import ts from "typescript";

/** Text that a swallow cannot do without, so that few files have to be parsed. */
const POSSIBLE = /\bcatch\b|\.then\b/;

/** Returns whether a handler cannot see the error: no parameter, or one whose name says that it is not used. */
function isBlind(handler: ts.Expression | undefined): boolean {
  if (handler === undefined || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler)))
    return false;
  const [error] = handler.parameters;
  return error === undefined || (ts.isIdentifier(error.name) && error.name.text.startsWith("_"));
}

/** Returns whether a node drops an error: a rejection handler that cannot see it, or a `catch` that does nothing. */
function isSwallow(node: ts.Node): boolean {
  if (ts.isCatchClause(node)) return node.block.statements.length === 0;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { text: method } = node.expression.name;
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
