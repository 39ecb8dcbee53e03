export {
  ACTIONS,
  type AccessCell,
  AccessDeniedError,
  type Action,
  BeforeProductError,
  CellUnchangedError,
  FIRST_PHASE,
  ImmutableCellError,
  PARTICIPANT_CLASSES,
  type ParticipantClass,
  PHASES,
  type Phase,
  PRODUCTS,
  type Product,
} from '@phasegate/pricing/refusals';
export { accessBit } from './accessBit.ts';
export { defaultAccessMatrix, isAllowed } from './accessMatrix.ts';
export { loosenCell, tightenCell } from './changeCell.ts';
export { participantClassAt, requireAccess } from './requireAccess.ts';
