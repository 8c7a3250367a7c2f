import { Command, InvalidArgumentError, Option } from 'commander';
import { EXPORT_SCOPES } from '../src/dataset/bundle';
import { RECORD_OPTIONS } from '../src/measure';
import { type CollectOptions, collect } from './collect';
import { type CrossCheckOptions, crossCheck } from './collect/cross-check';
import { conform, tallyText } from './conform';
import { type ExportOptions, exportFiles, importFiles, type PoolOptions, pool, STORE } from './dataset';
import type { EvaluateCliOptions, ForecastCliOptions, TrainCliOptions } from './learn';
import { type MeasureOptions, measure } from './measure';
import { type QualityOptions, quality, SHIPPED, SHIPPED_MODEL } from './quality';
import { type RenderOptions, render } from './render';
import { type RunOptions, run } from './run';
import type { StrangersOptions } from './strangers';
import { TARGETS } from './targets';

const unit = (text: string): number => numberBetween(text, 0, 1);
const threads = (text: string): number => Math.round(numberBetween(text, 1, 64));
const size = (text: string): number => Math.round(numberBetween(text, 1, 1e9));
const positive = (text: string): number => numberBetween(text, 0.01, 100_000);
const milliseconds = (text: string): number => numberBetween(text, 1, 3_600_000);

function numberBetween(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max)
    throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
  return value;
}

const names = TARGETS.map((t) => t.name).join(' ');

/** The settings of a channel. */
function withSettings(command: Command): Command {
  return command
    .option('--preset <name>', 'settings of a preset')
    .option('--level <0-1>', 'optimisation level', unit)
    .option('--parallel <n>', 'threads', threads)
    .option('--unsafe', 'drop overflow, bounds and zero checks')
    .option('--mode <idiom>', 'one of the idioms of the backend');
}

/** The `code-live` command. Exit code 0: done; 1: something is wrong with the program; 2: with the command line. */
async function main(argv: readonly string[]): Promise<void> {
  const command = new Command('code-live')
    .description('Compiles, runs and checks Python comprehensions on eight backends.')
    .exitOverride();
  withSettings(
    command
      .command('render')
      .description('print a program as the code of one backend')
      .requiredOption('--target <backend>', names)
      .requiredOption('--code <python>', 'a Python expression')
      .option('--inputs <file>', 'JSON object of input values, for their types'),
  )
    .option('--patch <passes>', 'passes in order, instead of those that the level opens')
    .addOption(new Option('--dialect <sql>', 'of SQL').choices(['duckdb', 'sqlite', 'postgresql']))
    .option('--json', 'print code, map, notes and diagnostics as JSON')
    .action(async (options: RenderOptions) => {
      process.exitCode = await render(options);
    });
  withSettings(
    command
      .command('run')
      .description('run a program on one backend and print its value')
      .requiredOption('--backend <backend>', names)
      .requiredOption('--code <python>', 'a Python expression')
      .option('--inputs <file>', 'JSON object of input values'),
  )
    .option('--patch <passes>', 'passes in order, instead of those that the level opens')
    .option('--timeout <ms>', 'for one run', milliseconds, 10_000)
    .option('--json', 'print the whole outcome as JSON')
    .action(async (options: RunOptions) => {
      process.exitCode = await run(options);
    });
  withSettings(
    command
      .command('measure')
      .description('run a program in fresh workers until it has settled, and print the measurement')
      .requiredOption('--backend <backend>', names)
      .requiredOption('--code <python>', 'a Python expression')
      .option('--inputs <file>', 'JSON object of input values')
      .option('--n <n>', 'the data size', size),
  )
    .option('--patch <passes>', 'passes in order, instead of those that the level opens')
    .option('--rounds <n>', 'fresh workers', size, RECORD_OPTIONS.rounds)
    .option('--samples <n>', 'settled samples of each worker', size, RECORD_OPTIONS.budget.samples)
    .option('--seed <n>', 'of the order of the rounds', size, RECORD_OPTIONS.seed)
    .option('--timeout <ms>', 'for one run', milliseconds, 10_000)
    .option('--json', 'print the whole measurement as JSON')
    .action(async (options: MeasureOptions) => {
      process.exitCode = await measure(options);
    });
  command
    .command('conform')
    .description(
      'run cases on backends and compare with their values; exit code 1 when one is wrong or crashed',
    )
    .requiredOption('--cases <file>', 'JSON lines: {"id","code","expected"|"raises","inputs"?}')
    .requiredOption('--backends <a,b,c>', names)
    .option('--out <file>', 'JSON lines: one result for each case and backend')
    .option('--timeout <ms>', 'for one run', milliseconds, 10_000)
    .action(async (options: { cases: string; backends: string; out?: string; timeout: number }) => {
      const tallies = await conform({ ...options, backends: options.backends.split(',') });
      for (const [name, tally] of tallies) process.stdout.write(`${name}: ${tallyText(tally)}\n`);
      process.exitCode = [...tallies.values()].some((tally) => tally.wrong + tally.crashed > 0) ? 1 : 0;
    });
  command
    .command('collect')
    .description(
      'collect a dataset from real runs in headless Chromium; the same command resumes a run that was stopped',
    )
    .option('--stress-duration <minutes>', 'stress: families x sizes x settings, and mutants', positive)
    .option('--programs <n>', 'programs of the stress, at most', size, 1_020)
    .option('--collect-metrics', 'keep performance metrics; without any --collect flag everything is kept')
    .option('--benchmarks <n>', 'programs to sweep over settings, presets, patches, faults, forecasts', size)
    .option('--collect-optimizations', 'keep results of optimisations, presets, sweeps and patches')
    .option('--interactions <n>', 'sessions of simulated performers, marked as such', size)
    .option('--collect-feedback', 'keep what the simulated performers did and how they rated it')
    .option('--real-time', 'play and measure as the live loop does')
    .option('--duration <seconds>', 'of --real-time', positive, 60)
    .option('--native', 'Rust, Go, C# and Julia too, where their compilers are found')
    .option('--seed <n>', 'same seed, same programs and settings', size, 7)
    .option('--jobs <n>', 'pages that share the work; more than one disturb each other’s times', threads, 1)
    .option('--output <path>', 'a .json file, or a folder of gzipped JSON lines', 'ai_training_data.json')
    .option('--root <folder>', 'another build of the studio')
    .action(async (options: CollectOptions) => {
      process.exitCode = await collect(options);
    });
  command
    .command('export')
    .description('write records as one bundle: Parquet, JSONL, CSV, JSON, ProgSnap2, Croissant, data package')
    .requiredOption('--out <file>', 'zip')
    .option('--from <paths...>', 'bundles, JSON lines, the guide’s JSON, or folders of them', [SHIPPED])
    .addOption(
      new Option('--for <whom>', 'whom it is for; sessions of people leave only as far as they were exported')
        .choices(EXPORT_SCOPES)
        .default('own'),
    )
    .option('--scrub-texts', 'take out string literals, comments and labels')
    .option('--scrub-times', 'take out dates')
    .action(async (options: ExportOptions) => {
      process.exitCode = await exportFiles(options);
    });
  command
    .command('import')
    .description(
      'merge bundles or JSON lines into a folder, each record once; exit code 1 when one is not valid',
    )
    .argument('<files...>', 'bundles, JSON lines or the guide’s JSON')
    .option('--into <folder>', 'where the records are kept', STORE)
    .action(async (files: string[], options: { into: string }) => {
      process.exitCode = await importFiles(files, options);
    });
  command
    .command('pool')
    .description('merge bundles of many performers into Parquet by category and day, each record once')
    .argument('<folders...>', 'bundles or folders of them')
    .requiredOption('--out <folder>', 'of events/schema=…/date=…/part-….parquet')
    .addOption(
      new Option('--for <whom>', 'whom it is for; sessions of people join only as far as they were exported')
        .choices(EXPORT_SCOPES)
        .default('class'),
    )
    .action(async (folders: string[], options: PoolOptions) => {
      process.exitCode = await pool(folders, options);
    });
  command
    .command('quality')
    .description(
      'how good a dataset is: counts, completeness, diversity, cross-check, what can be learnt from it',
    )
    .option('--dataset <folder>', 'of gzipped JSON lines; absent, the one that comes with the studio')
    .option('--write', 'write QUALITY.json beside the data')
    .option('--card <file>', 'write the dataset’s card')
    .option('--json', 'print the whole report as JSON')
    .action(async (options: QualityOptions) => {
      process.exitCode = await quality(options);
    });
  command
    .command('cross-check')
    .description('measure a share of a dataset’s metrics once more and write cross-check.json beside them')
    .requiredOption('--dataset <folder>', 'of gzipped JSON lines')
    .option('--share <0-1>', 'of the metrics', unit, 0.02)
    .option('--seed <n>', 'of the draw', size, 1)
    .option('--native', 'metrics of Rust, Go, C# and Julia too')
    .option('--root <folder>', 'another build of the studio')
    .action(async (options: CrossCheckOptions) => {
      process.exitCode = await crossCheck(options);
    });
  command
    .command('train')
    .description('train the forecaster on a dataset and write its weights')
    .option('--dataset <folder>', 'of gzipped JSON lines', SHIPPED)
    .option('--output <file>', 'for the weights', SHIPPED_MODEL)
    .option('--seed <n>', 'of weights and splits', size, 1)
    .action(async (options: TrainCliOptions) => {
      const { train } = await import('./learn');
      process.exitCode = await train(options);
    });
  command
    .command('evaluate')
    .description('how good the forecaster is on families of programs that it has not seen')
    .option('--dataset <folder>', 'of gzipped JSON lines', SHIPPED)
    .option('--quick', 'a fifth of the programs, two folds, few steps: whether it works, not how well')
    .option('--output <file>', 'for the report; without --quick the studio’s')
    .option('--json', 'print the whole report as JSON')
    .action(async (options: EvaluateCliOptions) => {
      const { evaluate } = await import('./learn');
      process.exitCode = await evaluate(options);
    });
  command
    .command('strangers')
    .description('measure programs of a file here, and hold the forecaster’s answers against them')
    .requiredOption('--cases <file>', 'JSON lines with an id and code, as conform reads them')
    .option('--limit <n>', 'the first so many programs', size)
    .option('--model <file>', 'weights', SHIPPED_MODEL)
    .option('--output <file>', 'for the report; else it is printed')
    .action(async (options: StrangersOptions) => {
      const { strangers } = await import('./strangers');
      process.exitCode = await strangers(options);
    });
  withSettings(
    command
      .command('forecast')
      .description('what one run would take, without running it')
      .requiredOption('--code <python>', 'a Python expression')
      .requiredOption('--target <backend>', names)
      .option('--n <n>', 'data size', size, 1000)
      .option('--inputs <file>', 'JSON object of input values, for their types'),
  )
    .option('--model <file>', 'weights', SHIPPED_MODEL)
    .option('--json', 'print the forecast as JSON')
    .action(async (options: ForecastCliOptions) => {
      const { forecast } = await import('./learn');
      process.exitCode = await forecast(options);
    });
  await command.parseAsync([...argv], { from: 'user' });
}

main(process.argv.slice(2)).then(
  () => process.exit(),
  (error: unknown) => {
    const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
    if (!isUsage) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(isUsage && 'exitCode' in error ? (error.exitCode === 0 ? 0 : 2) : 2);
  },
);
