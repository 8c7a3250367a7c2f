import { type Diagnostic, diagnostic, type Program, programOf } from '../language';
import { PASS_IDS, type Pass, type PassId } from './pass';

/** One pass with its parameters; those left out have their defaults. */
export interface Step {
  readonly pass: PassId;
  readonly parameters: Readonly<Record<string, number>>;
}

/** An ordered list of passes: the recipe of an optimisation, as data. */
export type Patch = readonly Step[];

/** `constant-folding, unrolling(factor=4)`. Parsing the text gives the same patch. */
export function printPatch(patch: Patch): string {
  return patch.map(printStep).join(', ');
}

function printStep({ pass, parameters }: Step): string {
  const entries = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return entries.length === 0 ? pass : `${pass}(${entries.join(', ')})`;
}

export type ParsedPatch =
  | { readonly ok: true; readonly patch: Patch }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const STEP = /\s*(?<pass>[a-z][a-z-]*)\s*(?:\((?<parameters>[^()]*)\))?\s*(?:,|$)/y;

/** Reads what `printPatch` wrote, or says where and why not. */
export function parsePatch(text: string, passes: ReadonlyMap<PassId, Pass>): ParsedPatch {
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length && text.slice(STEP.lastIndex).trim() !== '') {
    const start = STEP.lastIndex;
    const match = STEP.exec(text);
    if (!match) {
      diagnostics.push(
        diagnostic('syntax-error', { start, end: text.length }, 'This is not a pass.', {
          hint: 'Write names from the rack with commas between: constant-folding, unrolling(factor=4).',
        }),
      );
      break;
    }
    const span = { start, end: STEP.lastIndex };
    const pass = PASS_IDS.find((id) => id === match.groups?.pass);
    const known = pass === undefined ? undefined : passes.get(pass);
    if (!known)
      diagnostics.push(
        diagnostic('unknown-name', span, `There is no pass \`${match.groups?.pass}\`.`, {
          hint: `Passes are ${[...passes.keys()].join(', ')}.`,
        }),
      );
    else
      steps.push({
        pass: known.id,
        parameters: readParameters(known, match.groups?.parameters ?? '', span, diagnostics),
      });
  }
  return diagnostics.length === 0 ? { ok: true, patch: steps } : { ok: false, diagnostics };
}

function readParameters(
  pass: Pass,
  text: string,
  span: { start: number; end: number },
  diagnostics: Diagnostic[],
): Record<string, number> {
  const values: Record<string, number> = {};
  for (const part of text.split(',').filter((p) => p.trim() !== '')) {
    const [name = '', value = ''] = part.split('=').map((p) => p.trim());
    const parameter = pass.parameters.find((p) => p.name === name);
    const number = Number(value);
    if (!parameter)
      diagnostics.push(
        diagnostic('unsupported-argument', span, `\`${pass.id}\` has no parameter \`${name}\`.`),
      );
    else if (value === '' || !(number >= parameter.min && number <= parameter.max))
      diagnostics.push(
        diagnostic(
          'unsupported-argument',
          span,
          `\`${name}\` of \`${pass.id}\` goes from ${parameter.min} to ${parameter.max}.`,
        ),
      );
    else values[name] = number;
  }
  return values;
}

export interface PatchDifference {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly pass: PassId;
}

/** What turns one patch into the other. */
export function diffPatches(before: Patch, after: Patch): PatchDifference[] {
  const differences: PatchDifference[] = [];
  for (const step of before)
    if (!after.some((s) => s.pass === step.pass)) differences.push({ kind: 'removed', pass: step.pass });
  const kept = before.filter((step) => after.some((s) => s.pass === step.pass)).map((s) => s.pass);
  const keptAfter = after.filter((step) => before.some((s) => s.pass === step.pass)).map((s) => s.pass);
  for (const step of after) {
    const old = before.find((s) => s.pass === step.pass);
    if (!old) differences.push({ kind: 'added', pass: step.pass });
    else if (printStep(old) !== printStep(step)) differences.push({ kind: 'changed', pass: step.pass });
    else if (kept.indexOf(step.pass) !== keptAfter.indexOf(step.pass))
      differences.push({ kind: 'moved', pass: step.pass });
  }
  return differences;
}

export interface Optimised {
  readonly program: Program;
  /** The steps that changed the program, in order. */
  readonly applied: readonly PassId[];
}

/** Applies a patch. The value and the exception class of the program stay; its inputs may become fewer. */
export function applyPatch(program: Program, patch: Patch, passes: ReadonlyMap<PassId, Pass>): Optimised {
  let current = program;
  const applied: PassId[] = [];
  for (const step of patch) {
    const pass = passes.get(step.pass);
    if (!pass) continue;
    const defaults = Object.fromEntries(pass.parameters.map((p) => [p.name, p.value]));
    const body = pass.apply(current.body, { ...defaults, ...step.parameters }, current);
    if (body === current.body) continue;
    current = programOf(program.source, body);
    applied.push(step.pass);
  }
  return { program: current, applied };
}
