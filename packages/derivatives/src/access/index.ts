export {
  ACTIONS,
  type AccessCell,
  type Action,
  accessBit,
  FIRST_PHASE,
  PARTICIPANT_CLASSES,
  type ParticipantClass,
  PHASES,
  type Phase,
  PRODUCTS,
  type Product,
} from './accessCell.ts';
export { defaultAccessMatrix, isAllowed } from './accessMatrix.ts';
export { loosenCell, tightenCell } from './changeCell.ts';
export { AccessDeniedError, CellUnchangedError, ImmutableCellError, ProductPhaseError } from './errors.ts';
export { participantClassAt, requireAccess } from './requireAccess.ts';
