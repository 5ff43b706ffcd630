/** What `--help` after a verb prints. */
export const operatorHelp = `For operators:

  face-preflight groups
      List the face groups of the account in this region: code, name, description.
  face-preflight records find --user ID [--group G]
      List a user's faces: group, face, user, registration, time.
  face-preflight records delete --user ID [--group G] [--yes]
      Show a user's faces, ask, and delete them: in one group, or in all of the region.
  face-preflight records id --user ID
      Print the id under which the vendor knows a user: its keyed hash.
  face-preflight records import FOLDER|CSV --group G [--dry-run] [--per-second N]
      Judge each photo and put those that are fit into a group; users who are in it are left alone, so that a run that was
      stopped goes on where it was. Of a folder, a file's name is the user's id: anna.jpg. A CSV file has the columns user
      and file. Photos that failed are listed with the reason.
  face-preflight results delete --transaction ID [--type Img|Text] [--yes]
      Delete what the vendor keeps of a verification: of one type, or of both.
  face-preflight emulator [--port N] [--state FILE] [--groups A,B] [--seed FOLDER] [--options JSON] [--log]
      Run an emulator of the service on this machine until it is stopped, and print its address, keys and groups. The
      state is in memory, or with --state in a SQLite file. --seed takes a folder of folders: customers/anna.jpg puts anna
      into the group customers. --log writes a line for each call to standard error.

Flags:
  --json      print one line of JSON for each row
  --yes       do not ask
  --dry-run   judge the photos and ask who is there, but add nobody
  --per-second N   calls per second, at most 50; FACE_CALLS_PER_SECOND or the region's 10 or 3 unless said otherwise
  --no-hash   the id is the vendor's already, or the policies do not hash ids

The variables are those of the signing backend: ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET,
ALIBABA_CLOUD_SECURITY_TOKEN, ALIBABA_CLOUD_REGION_ID, FACE_NETWORK, FACE_ENDPOINT, FACE_ALLOW_ENDPOINT, and
FACE_CALLS_PER_SECOND for the import. The access key comes from variables only, not from a RAM role. With
FACE_USER_ID_KEY every --user is hashed as the backend does it for policies with hashUserId.

Exit status: 0 done, 1 nothing was found or nothing was done, 2 it could not run.
`;
