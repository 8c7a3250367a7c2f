export type { ProgramFeatures } from '../../learning/features';
export { BLOW_UP, PROGRAM_FAULTS, type ProgramFault } from './faults';
export {
  createWorkshop,
  type EmitRequest,
  type Emitted,
  localWorkshop,
  type Piece,
  type Workshop,
  type WorkshopOperations,
} from './workshop';
