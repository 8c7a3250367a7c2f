import { canonicalExpr, hashText, type Program } from '../../language';

/** Hash of a program whatever its names and white space. */
export function canonicalHash({ body }: Pick<Program, 'body'>): string {
  return hashText(canonicalExpr(body));
}
