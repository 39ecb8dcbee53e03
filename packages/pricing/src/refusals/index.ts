export {
  ACTIONS,
  type AccessCell,
  type Action,
  FIRST_PHASE,
  PARTICIPANT_CLASSES,
  type ParticipantClass,
  PHASES,
  type Phase,
  PRODUCTS,
  type Product,
} from './accessCell.ts';
export * from './accessRefusals.ts';
export { InvalidCurveError } from './invalidCurveError.ts';
export * from './spotRefusals.ts';
