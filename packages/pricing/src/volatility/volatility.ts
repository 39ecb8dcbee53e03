import { closeToClose } from './closeToClose.ts';
import { ewma, ewmaOfTicks } from './ewma.ts';
import { garmanKlass } from './garmanKlass.ts';
import { parkinson } from './parkinson.ts';
import { rogersSatchell } from './rogersSatchell.ts';
import { yangZhang } from './yangZhang.ts';

/** Volatility estimators, each per period and not annualised, for fresh-equivalent prices. */
export const volatility: {
  readonly closeToClose: typeof closeToClose;
  readonly parkinson: typeof parkinson;
  readonly garmanKlass: typeof garmanKlass;
  readonly rogersSatchell: typeof rogersSatchell;
  readonly yangZhang: typeof yangZhang;
  readonly ewma: typeof ewma;
  readonly ewmaOfTicks: typeof ewmaOfTicks;
} = { closeToClose, parkinson, garmanKlass, rogersSatchell, yangZhang, ewma, ewmaOfTicks };
