import { createThrottle } from '../gateway/throttle.js';

/** @import { State } from '../handler.js' */
/** @import { FaultPlan } from './fault-plan.js' */

/** From now on calls meet these faults. @param {State} state @param {FaultPlan} plan */
export function takePlan(state, plan) {
  state.faults = plan;
  state.throttle = createThrottle({
    ...state.options,
    ...(plan.callsPerSecond !== undefined && { callsPerSecond: plan.callsPerSecond }),
  });
}
