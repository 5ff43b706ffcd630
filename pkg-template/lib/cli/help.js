export const HELP = `Usage: face-preflight [flags] photo...

Judges photos and makes them fit for FaceDuplicationCheckIntl; "-" reads the standard input.

  --out PATH        write the picture there; with several photos, into that folder
  --json            print one line of JSON for each photo instead of a table
  --payload         print the request's parameters as one line of JSON for each photo
  --help, --version

Options of preflight, as flags:
  --landscape fail|crop|allow      a photo that is not higher than wide
  --prefer quality|size            which wins, the quality floor or the byte window
  --fidelity best|fast             how much detail is read before scaling
  --subsampling 4:2:0|4:4:4
  --target.shorter-side-px N       and all others alike: --target.*, --limits.*, --checks.*

Parameters of the request, with --payload:
  --merchant-biz-id ID  --merchant-user-id ID  --verify-model 0|1|2  --face-group-codes A,B
  --target PHOTO  --liveness 0|1  --auto-registration 0|1  --face-register-group-code A  --return-faces 1..5

Exit status: 0 every photo is fit, 1 a check failed, 2 could not run.
`;
