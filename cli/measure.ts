import { loadBackend } from '../src/backends';
import { canonicalExpr, hashText } from '../src/language';
import { isTimed, type Measurement, measureRecord, RECORD, RemoteRuntime } from '../src/measure';
import { spawnOnNode } from '../src/measure/spawn-node';
import { cellOf } from './cells';
import { compileWith, printDiagnostics, readInputs } from './program';
import { type ChannelOptions, channelOf, optimised } from './settings';
import { targetNamed } from './targets';

export interface MeasureOptions extends ChannelOptions {
  readonly backend: string;
  readonly code: string;
  readonly inputs?: string;
  readonly n?: number;
  /** Fresh workers. */
  readonly rounds: number;
  /** Settled samples of each. */
  readonly samples: number;
  readonly seed: number;
  readonly timeout: number;
  readonly json?: boolean;
}

/** Measures one program on one backend and prints the measurement. Answers the exit code. */
export async function measure(options: MeasureOptions): Promise<number> {
  const target = targetNamed(options.backend);
  const read = readInputs(options.inputs);
  const inputs = options.n === undefined ? read : { ...read, values: { ...read.values, n: options.n } };
  const { program, diagnostics } = compileWith(options.code, inputs);
  const refuse = (text: string): number => {
    process.stderr.write(text);
    return 1;
  };
  if (!program) return refuse(printDiagnostics(options.code, diagnostics));
  const backend = await loadBackend(target.backend);
  const channel = channelOf(backend, target, options);
  const optimisedProgram = optimised(program, channel);
  const settings = { ...channel.settings, dialect: target.dialect };
  const emitted = backend.emit(optimisedProgram, settings);
  if (!emitted.ok) return refuse(printDiagnostics(options.code, emitted.diagnostics));
  const deadlines = { start: 120_000, run: options.timeout };
  const python = new RemoteRuntime('python', () => spawnOnNode('python'), deadlines);
  try {
    const { version } = await python.start();
    const cell = await cellOf({
      backend,
      program: optimisedProgram,
      inputs: inputs.values,
      deadlines,
      calibrated: true,
      ...(target.backend === 'python' ? { shared: python } : {}),
      subject: {
        program: hashText(canonicalExpr(program.body)),
        backend: target.backend,
        emission: emitted.emission,
        settings: { ...settings, passes: channel.patch.map(({ pass }) => pass) },
        size: Number(inputs.values.n),
        reference: {
          outcome: await python.reference(options.code, inputs.specs, inputs.values),
          version: version ?? '',
        },
        type: program.body.type,
      },
    });
    if (typeof cell === 'string') return refuse(`${cell}\n`);
    const [measurement] = await measureRecord([cell], {
      rounds: options.rounds,
      budget: { ...RECORD, samples: options.samples },
      seed: options.seed,
    });
    if (!measurement) throw new Error('nothing was measured');
    process.stdout.write(options.json ? `${JSON.stringify(measurement)}\n` : printMeasurement(measurement));
    return measurement.verdict.kind === 'equal' || measurement.verdict.kind === 'reference' ? 0 : 1;
  } finally {
    await python.close();
  }
}

function printMeasurement(measurement: Measurement): string {
  const { verdict, start, warmUp, batch, samples, clockResolution, calibration } = measurement;
  const lines = [
    `${measurement.backend}: ${verdict.kind}${'message' in verdict ? `: ${verdict.message}` : ''}`,
  ];
  if (isTimed(measurement)) {
    const { p50, p95, p99, of, outliers } = measurement.summary;
    lines.push(
      `p50 ${duration(p50)}  p95 ${duration(p95)}${p99 === undefined ? '' : `  p99 ${duration(p99)}`}  (${of})`,
      `throughput ${Math.round(measurement.throughput ?? 1000 / p50)} runs/s`,
      `${samples.length} fresh workers, ${samples.map((each) => each.length).join(' + ')} samples of ${batch} runs, ${outliers.length} over 3x the median`,
      `warm-up: ${warmUp}`,
    );
  }
  lines.push(
    `compile ${duration(start.compile)}  instantiate ${duration(start.instantiate)}  first run ${duration(start.cold)}`,
    `clock step ${duration(clockResolution)}`,
  );
  if (calibration) {
    const kernels = Object.entries(calibration.kernels).map(([name, ns]) => `${name} ${duration(ns / 1e6)}`);
    lines.push(`this device: ${kernels.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** ms in a unit that suits it. */
function duration(milliseconds: number): string {
  if (milliseconds >= 1) return `${milliseconds.toPrecision(3)} ms`;
  const microseconds = milliseconds * 1e3;
  return microseconds >= 1
    ? `${microseconds.toPrecision(3)} µs`
    : `${(microseconds * 1e3).toPrecision(3)} ns`;
}
