// English, the language that the others are held to. `{name}` stands for a value.
import { CHECK_ADVICE } from './en-checks.js';

export default {
  /** BCP 47, for `lang` and `Intl`. */
  language: 'en',
  /** For `dir`: `ltr` or `rtl`. */
  direction: 'ltr',

  // What each check looks at.
  'check.portrait': 'Phone held upright',
  'check.resolution': 'Large enough',
  'check.bytes': 'Quick to send',
  'check.intact': 'Complete photo',
  'check.source_quality': 'Original photo',
  'check.blocky': 'Clear picture',
  'check.colour_profile': 'True colours',
  'check.blank': 'Not blank',
  'check.grey': 'In colour',
  'check.frame_dark': 'Enough light',
  'check.frame_bright': 'Not too much light',
  'check.no_face': 'Face easy to see',
  'check.many_faces': 'Only you in the picture',
  'check.turned_photo': 'Photo the right way up',
  'check.tilt': 'Head straight',
  'check.yaw': 'Looking at the camera',
  'check.face_share': 'Right distance',
  'check.face_small': 'Face shown in detail',
  'check.face_cut': 'Whole face in the picture',
  'check.off_centre': 'Face in the middle',
  'check.blur': 'Sharp',
  'check.dark': 'Light on your face',
  'check.bright': 'No glare on your face',
  'check.contrast': 'Clear light',
  'check.uneven_light': 'Even light',
  'check.colour_cast': 'Natural light',

  // What the person can do about a check.
  ...CHECK_ADVICE,

  // When a photo cannot be judged, by the error's code.
  'error.empty_input': 'This file is empty. Please choose your photo again.',
  'error.unsupported_format':
    'This file cannot be opened here. Please choose a JPEG or PNG photo, or use the camera.',
  'error.unsupported_coding':
    'This photo cannot be opened here. Please take a new one, or save it again as an ordinary JPEG.',
  'error.truncated': "This photo's file is damaged. Please choose it again or take a new photo.",
  'error.corrupt': "This photo's file is damaged. Please choose it again or take a new photo.",
  'error.limit_exceeded': 'This photo is too large. Please choose a smaller one.',
  'error.invalid_option': 'Something went wrong on our side, not with your photo. Please try again later.',
  'error.invalid_parameter': 'Something went wrong on our side, not with your photo. Please try again later.',
  'error.invalid_input': 'Something went wrong on our side, not with your photo. Please try again later.',
  'error.aborted': 'Stopped.',
  'error.no_picture': 'This photo cannot be used. Please take another one.',
  'error.canvas_blocked':
    'The privacy protection of your browser keeps this photo from being read. Please choose a JPEG photo.',
  'error.input_failed': 'The photo could not be read. Please choose it again.',
  'error.load_failed': 'A part of this page did not load. Please check your connection and try again.',
  'error.crashed': 'Something went wrong on this device. Please try again, or choose a smaller photo.',
  'error.worker_died': 'Something went wrong on this device. Please try again.',

  // What came of sending the photo.
  'answer.checked': 'Your photo was checked.',
  'answer.passed': 'All good: your photo passed.',
  'answer.no_match':
    'Your photo does not match the one we have. Please take another one in good light, looking straight into the camera.',
  'answer.live_photo':
    'Please take a new photo of yourself with the camera, not a picture of a photo or of a screen.',
  'answer.contact_us': 'We could not decide this automatically. Please contact us.',
  'answer.known_face': 'This face seems to be registered already. If you have an account, please sign in.',
  'answer.no_face': 'Please take another photo with your whole face in it, close up and in good light.',
  'answer.another_photo': 'Please take another photo in good light, looking straight into the camera.',
  'answer.low_quality':
    'The photo is not clear enough. Please take another one in good light and hold your phone still.',
  'answer.same_photo': 'Please take a new photo of yourself: both photos are the same.',
  'answer.too_large': 'This photo is too large. Please choose a smaller one.',
  'answer.recognised': 'We have recognised you.',
  'answer.not_recognised':
    'We could not recognise you. Please try again in good light, looking straight into the camera.',
  'answer.registered_earlier': 'You are already registered.',
  'answer.not_saved': 'Your photo passed, but we could not save it. Please contact us.',
  'answer.own_face': 'Your face is already known under your own account.',
  'answer.own_and_other': 'Your face is already known under another account too. Please contact us.',
  'answer.no_reference': 'We have no photo of you to compare with. Please sign up first, or contact us.',
  'answer.sign_in': 'Please sign in again.',
  'answer.waited_too_long': 'This took too long. Please reload the page and try again.',
  'answer.too_often': 'That was a lot of tries. Please wait a moment and try again.',
  'answer.busy': 'The service is busy. Please wait a moment and try again.',
  'answer.connection': 'The connection was too slow or broke off. Please try again.',
  'answer.offline': 'You are offline. Please check your connection and try again.',
  'answer.unreachable': 'We cannot reach the service. Please check your connection and try again.',
  'answer.our_side': 'Something went wrong on our side, not with your photo. Please try again later.',
};
