// SPDX-License-Identifier: Apache-2.0

/// The queries, templates, samples and documents that come with the program.
enum SharedFiles {
  static let sampleConfiguration = "sample-config.json"

  /// `share/trailbinder` beside the program's `bin`, or the checkout the program was built in; nil
  /// where neither is there.
  static func folder() -> String? {
    guard let program = Files.realPath("/proc/self/exe") else { return nil }
    var folder = Files.folder(of: program)
    if let installed = Files.realPath(folder + "/../share/trailbinder"), isComplete(installed) {
      return installed
    }
    while folder != "/" {
      if isComplete(folder) { return folder }
      folder = Files.folder(of: folder)
    }
    return nil
  }

  static let missing = Failure(
    .failed,
    "cannot find Packs and Templates: expected share/trailbinder beside the folder of the "
      + "program; 'make install' puts them there"
  )

  /// Whether everything a new folder needs stands there.
  private static func isComplete(_ folder: String) -> Bool {
    Files.kind(of: folder + "/Packs") == .folder && Files.kind(of: folder + "/Templates") == .folder
      && Files.kind(of: folder + "/" + sampleConfiguration) == .file
  }
}
