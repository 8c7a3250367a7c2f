/** How good a dataset is. Accuracy of models and the noise floor are added by whoever has the models. */
export { distinctKey } from './distinct';
export * from './quality';
