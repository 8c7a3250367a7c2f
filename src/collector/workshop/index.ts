export { BLOW_UP, PROGRAM_FAULTS, type ProgramFault } from './faults';
export type { ProgramFeatures } from './features';
export {
  createWorkshop,
  type EmitRequest,
  type Emitted,
  localWorkshop,
  type Piece,
  type Workshop,
  type WorkshopOperations,
} from './workshop';
