// The emulator of the API, for an integrator's own tests. It needs Node.
export { createEmulator } from './emulator/create-emulator.js';

/** @typedef {import('./emulator/create-emulator.js').Emulator} Emulator */
/** @typedef {import('./emulator/create-emulator.js').EmulatorOptions} EmulatorOptions */
/** @typedef {import('./emulator/options.js').Options} EmulatorBehaviour */
/** @typedef {import('./emulator/seed.js').Seed} EmulatorSeed */
