import { contract } from '../contract.js';

/** Parameters that follow from another one of the same option: the picture's URL, the group's registration. */
const FOLLOWING = ['SourceFacePictureUrl', 'TargetFacePictureUrl', 'AutoRegistration'];

/** The parameters that describe an option of `buildRequest`, one for each, in the contract's order. */
export const OPTION_PARAMETERS = contract.parameters.filter(
  ({ name, option }) => option !== null && !FOLLOWING.includes(name),
);
