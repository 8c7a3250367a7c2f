export { FAMILIES } from './catalogue';
export { createDraw, type Draw } from './draw';
export type { Draft, Family } from './family';
export { FamilyExhausted, type GeneratedProgram, generatePrograms, programsOf, SIZES } from './generate';
