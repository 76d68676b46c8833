// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Dispatch
import Glibc

/// Any bytes as a file of public keys, a signature, a table of signatures and a digest of a tree: none
/// proves anything, and each is told or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var means = DigestCheck.Means()
  if let keys = try? PublicKeys(files: [("keys.json", bytes)]) { means.keys = keys }
  var signatures = DigestSignatures()
  try? signatures.addSidecar(bytes, path: Text("keys/\(name).head.json"))
  try? signatures.addTable(bytes, path: "signatures.csv")
  means.signatures = signatures
  guard write(start, count) else { return 0 }
  let checked = means
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    let validation = try await LogValidation.run(
      over: LogTree(roots: [Text(root)]),
      checked,
      limits: ScanLimits(inflatedByteCount: 8 << 20),
      workers: 1
    )
    precondition(
      validation.digests.allSatisfy { !$0.verdict.isProof },
      "a digest that nobody signed is proven"
    )
    done.signal()
  }
  done.wait()
  return 0
}

private let name =
  "111122223333_CloudTrail-Digest_us-east-2_audit_us-east-2_20260301T010131Z.json.gz"

/// In memory where there is such a place.
private let root =
  (access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + "/trailbinder-digest-\(getpid())"

private let path: String = {
  var folder = root
  mkdir(folder, 0o700)
  for part in ["AWSLogs", "111122223333", "CloudTrail-Digest", "us-east-2", "2026", "03", "01"] {
    folder += "/\(part)"
    mkdir(folder, 0o700)
  }
  return "\(folder)/\(name)"
}()

private func write(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return count == 0 || Glibc.write(descriptor, start, count) == count
}
