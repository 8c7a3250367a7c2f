import type { BackendId } from '../../backends';
import type { DataOf } from '../../dataset';
import { compileProgram, type InputSpec, type Program } from '../../language';
import { featuresOf, patternOf } from '../../learning/features';
import type { MeasuredSettings } from '../../measure';
import type { Forecast, ForecastModel, ForecastQuestion, Known } from '../predictive-morphing/types';
import { cardOf, type ModelCard } from './card';

/** One cell of a program: where, how and at which data size it would run. */
export interface AskedForecast {
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  readonly size: number;
}

export interface ForecastRequest {
  readonly source: string;
  readonly specs: readonly InputSpec[];
  /** ns of the fixed kernels, by backend, as far as this device was calibrated. */
  readonly kernels: Readonly<Partial<Record<BackendId, Readonly<Record<string, number>>>>>;
  /** Measurements of this program here. */
  readonly known: readonly Known[];
  readonly questions: readonly AskedForecast[];
}

export type Forecasts =
  | {
      readonly ok: true;
      /** Hash of the program, whatever its names and white space. */
      readonly hash: string;
      /** The record of the program, in case it may be learnt from. */
      readonly pattern: DataOf<'code_patterns'>;
      /** One for each question, in their order. */
      readonly forecasts: readonly Forecast[];
    }
  /** The text is no program. */
  | { readonly ok: false; readonly message: string };

export interface InferOperations {
  readonly [name: string]: (argument: never) => unknown;
  /**
   * Takes a packed model into use.
   * @throws {RangeError} with what is wrong with it; the model before stays in use
   */
  open(text: string): Promise<ModelCard>;
  /** @throws {Error} before a model was opened */
  forecast(request: ForecastRequest): Promise<Forecasts>;
}

/** The plugin's own functions, as `predictive-morphing` exports them. */
export interface Forecaster {
  unpackModel(text: string): ForecastModel;
  forecast(model: ForecastModel, question: ForecastQuestion): Forecast;
}

export function inferOperations({ unpackModel, forecast }: Forecaster): InferOperations {
  let model: ForecastModel | undefined;
  let compiled: { readonly key: string; readonly program: Program | undefined } | undefined;

  /** A performer plays with one program at a time: the last one is kept. */
  function programOf(source: string, specs: readonly InputSpec[]): Program | undefined {
    const key = JSON.stringify([source, specs], (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    if (compiled?.key !== key)
      compiled = { key, program: compileProgram(source, specs).program ?? undefined };
    return compiled.program;
  }

  return {
    async open(text) {
      model = unpackModel(text);
      return cardOf(model);
    },
    async forecast({ source, specs, kernels, known, questions }) {
      const current = model;
      if (!current) throw new Error('no model is open');
      const program = programOf(source, specs);
      if (!program) return { ok: false, message: 'the text is no program' };
      const forecasts = questions.map((question) => {
        const calibrated = kernels[question.backend];
        return forecast(current, {
          ...question,
          program,
          known,
          ...(calibrated ? { kernels: calibrated } : {}),
        });
      });
      const { hash } = program;
      const pattern = patternOf({
        source,
        specs,
        hash,
        family: null,
        features: featuresOf(program),
        refusedBy: [],
      });
      return { ok: true, hash, pattern, forecasts };
    },
  };
}
