import { seeded } from '../../measure';
import { tf } from '../engine/tf';
import { arraysOf, countOf, type Shapes, sizeOf, type Weights } from '../inference';

export type Variables = Readonly<Record<string, tf.Variable>>;

/**
 * First weights: matrices uniform in ±√(6 / (in + out)) (Glorot and Bengio, 2010), vectors zero. Drawn here and not by
 * tfjs, so that every backend starts from the same ones.
 */
export function initialWeights(shapes: Shapes, seed: number): Weights {
  const random = seeded(seed);
  const values = new Float32Array(countOf(shapes));
  let at = 0;
  for (const shape of Object.values(shapes)) {
    const size = sizeOf(shape);
    if (shape.length === 2) {
      const limit = Math.sqrt(6 / (shape[0] + shape[1]));
      for (let i = 0; i < size; i++) values[at + i] = limit * (2 * random() - 1);
    }
    at += size;
  }
  return { shapes, values };
}

/** Trainable variables on the current backend; to be disposed by the caller. */
export function variablesOf(weights: Weights): Variables {
  const arrays = arraysOf(weights);
  return Object.fromEntries(
    Object.entries(weights.shapes).map(([name, shape]) => {
      const first = tf.tensor(arrays[name] ?? [], [...shape], 'float32');
      const variable = tf.variable(first);
      first.dispose();
      return [name, variable];
    }),
  );
}

/** Reads variables back. */
export async function weightsOf(shapes: Shapes, variables: Variables): Promise<Weights> {
  const values = new Float32Array(countOf(shapes));
  let at = 0;
  for (const name of Object.keys(shapes)) {
    const data = await variables[name]?.data();
    if (!data) throw new RangeError(`there is no variable ${name}`);
    values.set(data, at);
    at += data.length;
  }
  return { shapes, values };
}

export function disposeVariables(variables: Variables): void {
  for (const variable of Object.values(variables)) variable.dispose();
}
