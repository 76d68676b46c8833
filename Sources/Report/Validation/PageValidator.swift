// SPDX-License-Identifier: Apache-2.0
// UNSAFE: libxml2's documents, contexts and nodes; C strings they own; one class pointer handed
// through its callbacks.
// Invariant: every object that is made is freed in the same function by `defer`, the schema by
// `deinit`; the sink outlives the calls that report to it, and handlers are taken away before it
// goes; nodes are read only while their document is alive; nothing escapes but Swift values.
// Bounds: libxml2 gets a buffer with its count; strings are read up to their NUL.
private import CLibXML2

/// Holds every page against the schema of our pages and against what a schema cannot say.
///
/// Pages are XHTML and HTML at once, so that an XML parser can judge them: a page that passes has
/// no control characters, no broken nesting, no attribute nobody thought of.
@safe
package final class PageValidator {
  private let schema: xmlRelaxNGPtr
  private let schemaPath: String

  /// Reads the schema.
  ///
  /// - Parameter path: the shipped `report.rng`; a user's own templates are held to it as well.
  /// - Throws: `ReportError` for a file that is no RELAX NG schema.
  package init(schema path: String) throws(ReportError) {
    xmlInitParser()
    let text = try FileSystem.read(path)
    let sink = FaultSink()
    let parsed: xmlRelaxNGPtr? = unsafe sink.collecting { user in
      unsafe text.withUnsafeBytes { bytes in
        guard
          let context = unsafe xmlRelaxNGNewMemParserCtxt(
            bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
            Int32(clamping: bytes.count)
          )
        else { return nil }
        defer { unsafe xmlRelaxNGFreeParserCtxt(context) }
        unsafe xmlRelaxNGSetParserStructuredErrors(context, collectFault, user)
        return unsafe xmlRelaxNGParse(context)
      }
    }
    guard let parsed = unsafe parsed else {
      let fault = sink.faults.first
      throw ReportError(
        .template,
        path: path,
        line: fault?.line,
        "the schema cannot be read: \(fault?.message ?? "no RELAX NG")"
      )
    }
    unsafe schema = parsed
    schemaPath = path
  }

  deinit {
    unsafe xmlRelaxNGFree(schema)
  }

  /// Checks all pages of a report, and that all they lead to is there.
  ///
  /// - Parameters:
  ///   - report: as it was written.
  ///   - workers: how many threads check pages; each reads the schema for itself, since libxml2 does
  ///     not promise that one can be shared.
  /// - Throws: `ReportError` for the first page with a fault.
  package func validate(_ report: StagedReport, workers: Int = 1) throws(ReportError) {
    // The sums are written last, when the pages are known to be right.
    let paths = Set(report.files.map(\.path)).union([StagedReport.sumsName])
    let pages = report.files.map(\.path).filter { $0.hasSuffix(".html") }
    let folder = report.folder
    let schema = schemaPath
    let parts = try Workers.run(over: pages.count, workers: workers) { next throws(ReportError) in
      let validator = try PageValidator(schema: schema)
      // The one way out of a report: to the page above all reports.
      var links = LinkCheck(exits: ["../index.html"]) { paths.contains($0) }
      while let number = next() {
        try ReportError.checkCancellation(at: pages[number])
        let bytes = try FileSystem.read("\(folder)/\(pages[number])")
        try links.add(validator.validate(page: pages[number], bytes))
      }
      return links
    }
    try parts.dropFirst().reduce(into: parts[0]) { $0.add($1) }.finish()
  }

  /// Checks one page by itself.
  ///
  /// - Parameters:
  ///   - path: names the page in errors.
  ///   - bytes: all of the page.
  /// - Returns: what the checks across pages need.
  /// - Throws: `ReportError` with the line and element of the first fault.
  package func validate(page path: String, _ bytes: [UInt8]) throws(ReportError) -> PageOutline {
    if let fault = PolyglotCheck.fault(in: bytes) {
      throw ReportError(.page, path: path, line: fault.line, element: fault.element, fault.message)
    }
    let sink = FaultSink()
    var outline = PageOutline(path: path)
    unsafe sink.collecting { user in
      guard let document = unsafe Self.parse(bytes, user) else { return }
      defer { unsafe xmlFreeDoc(document) }
      unsafe Self.walk(document, into: &outline)
      unsafe check(document, user, sink)
    }
    // A fault that code found says more than the schema's word for the same.
    if let fault = outline.fault { throw fault }
    if let fault = sink.faults.first {
      throw ReportError(
        .page,
        path: path,
        line: fault.line,
        element: fault.element,
        fault.message
      )
    }
    try outline.check()
    return outline
  }

  private static func parse(_ bytes: [UInt8], _ user: UnsafeMutableRawPointer) -> xmlDocPtr? {
    guard let context = unsafe xmlNewParserCtxt() else { return nil }
    defer { unsafe xmlFreeParserCtxt(context) }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_BIG_LINES.rawValue
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe xmlCtxtReadMemory(
        context,
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(clamping: buffer.count),
        nil,
        "UTF-8",
        Int32(clamping: options)
      )
    }
  }

  private func check(_ document: xmlDocPtr, _ user: UnsafeMutableRawPointer, _ sink: FaultSink) {
    guard let context = unsafe xmlRelaxNGNewValidCtxt(schema) else {
      return sink.add(.init(line: nil, element: nil, message: "the page cannot be checked"))
    }
    defer { unsafe xmlRelaxNGFreeValidCtxt(context) }
    // Some faults, such as an id that is referred to and missing, go to the thread's handler and
    // not to this one: both are set.
    unsafe xmlRelaxNGSetValidStructuredErrors(context, collectFault, user)
    let result = unsafe xmlRelaxNGValidateDoc(context, document)
    if result != 0 && sink.faults.isEmpty {
      sink.add(.init(line: nil, element: nil, message: "the page is not what the schema allows"))
    }
  }

  /// Goes through all elements in the order of the document.
  private static func walk(_ document: xmlDocPtr, into outline: inout PageOutline) {
    guard let root = unsafe xmlDocGetRootElement(document) else { return }
    var node = unsafe root
    while true {
      if unsafe node.pointee.type == XML_ELEMENT_NODE {
        unsafe visit(node, into: &outline)
      }
      if let child = unsafe node.pointee.children, unsafe node.pointee.type == XML_ELEMENT_NODE {
        unsafe node = child
        continue
      }
      while unsafe node.pointee.next == nil {
        guard let parent = unsafe node.pointee.parent, unsafe parent != root,
          unsafe node != root
        else { return }
        unsafe node = parent
      }
      guard unsafe node != root, let next = unsafe node.pointee.next else { return }
      unsafe node = next
    }
  }

  private static func visit(_ node: xmlNodePtr, into outline: inout PageOutline) {
    let name = unsafe text(node.pointee.name)
    let place = PageOutline.Place(line: unsafe xmlGetLineNo(node), element: name)
    if let id = unsafe attribute("id", of: node) {
      outline.addID(id, at: place)
    }
    switch name {
    case "a", "link", "script", "img":
      if let target = unsafe attribute("href", of: node) ?? attribute("src", of: node) {
        outline.addReference(target, at: place)
      }
      if name == "a", unsafe hasAncestor("a", node) {
        outline.note("must not stand in another link: HTML takes them apart", at: place)
      }
    case "h1", "h2", "h3", "h4", "h5", "h6":
      outline.addHeading(level: Int(name.utf8.last ?? 0x31) - 0x30, at: place)
    case "meta":
      if unsafe attribute("http-equiv", of: node) != nil {
        outline.addPolicy(unsafe attribute("content", of: node) ?? "", at: place)
      }
    default: break
    }
  }

  private static func hasAncestor(_ name: String, _ node: xmlNodePtr) -> Bool {
    var parent = unsafe node.pointee.parent
    while let current = unsafe parent {
      if unsafe current.pointee.type == XML_ELEMENT_NODE,
        unsafe text(current.pointee.name) == name
      {
        return true
      }
      unsafe parent = current.pointee.parent
    }
    return false
  }

  private static func attribute(_ name: StaticString, of node: xmlNodePtr) -> String? {
    var attribute = unsafe node.pointee.properties
    while let current = unsafe attribute {
      if unsafe xmlStrEqual(current.pointee.name, name.utf8Start) == 1 {
        return unsafe value(of: current)
      }
      unsafe attribute = current.pointee.next
    }
    return nil
  }

  /// The text of an attribute; a reference that was left alone shows as `&`.
  private static func value(of attribute: xmlAttrPtr) -> String {
    var value = ""
    var child = unsafe attribute.pointee.children
    while let current = unsafe child {
      if unsafe current.pointee.type == XML_TEXT_NODE {
        value += unsafe text(current.pointee.content)
      } else {
        value += "&"
      }
      unsafe child = current.pointee.next
    }
    return value
  }

  private static func text(_ bytes: UnsafePointer<xmlChar>?) -> String {
    unsafe bytes.map { unsafe String(cString: $0) } ?? ""
  }
}

/// Gathers what libxml2 finds wrong.
@safe
private final class FaultSink {
  struct Fault {
    let line: Int?
    let element: String?
    let message: String
  }

  private(set) var faults: [Fault] = []

  /// Only the first is shown; a page of faults must not fill the memory.
  func add(_ fault: Fault) {
    if faults.count < 16 {
      faults.append(fault)
    }
  }

  /// Runs libxml2 with the thread's handler set to this sink.
  func collecting<Result>(_ body: (UnsafeMutableRawPointer) -> Result) -> Result {
    let user = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe xmlSetStructuredErrorFunc(user, collectFault)
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    return withExtendedLifetime(self) { unsafe body(user) }
  }
}

/// Takes one fault from libxml2.
private let collectFault: xmlStructuredErrorFunc = { user, error in
  guard let user = unsafe user, let error = unsafe error else { return }
  let sink = unsafe Unmanaged<FaultSink>.fromOpaque(user).takeUnretainedValue()
  var line = unsafe Int(error.pointee.line)
  var element: String?
  if let node = unsafe error.pointee.node?.assumingMemoryBound(to: xmlNode.self) {
    unsafe line = max(line, xmlGetLineNo(node))
    if unsafe node.pointee.type == XML_ELEMENT_NODE, let name = unsafe node.pointee.name {
      unsafe element = String(cString: name)
    }
  }
  let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "unknown fault"
  sink.add(
    .init(
      line: line > 0 ? line : nil,
      element: element,
      message: message.split(separator: "\n").joined(separator: " ")
    )
  )
}
