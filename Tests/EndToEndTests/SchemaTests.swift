// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import trailbinder

/// `docs/config.schema.json` and `docs/configuration.md` against the keys the program reads.
@Suite struct SchemaTests {
  private func json(_ name: String) throws -> JSONNode {
    let content = try Data(contentsOf: URL(fileURLWithPath: Program.checkout + "/" + name))
    return try JSONReader.read(Array(content))
  }

  private func keys(_ node: JSONNode?) -> Set<String> {
    guard case .object(let members) = node?.value else { return [] }
    return Set(members.map(\.key))
  }

  /// Of the module `Queries`.
  private let entityKinds: Set<String> = ["user", "event", "key"]

  private func names<Key: CaseIterable & RawRepresentable<String>>(_: Key.Type) -> Set<String> {
    Set(Key.allCases.map(\.rawValue))
  }

  @Test func theSchemaNamesTheKeysOfTheProgram() throws {
    let schema = try json("docs/config.schema.json")
    let parts = schema["$defs"]
    #expect(keys(schema["properties"]) == names(ConfigurationKey.self))
    #expect(keys(parts?["scope"]?["properties"]) == names(ScopeKey.self))
    #expect(keys(parts?["query"]?["properties"]) == names(InlineQueryKey.self))
    #expect(keys(parts?["entityLimit"]?["properties"]) == names(EntityLimitKey.self))
    #expect(keys(parts?["integrity"]?["properties"]) == names(IntegrityKey.self))
    #expect(keys(schema["properties"]?["entities"]?["properties"]) == entityKinds)
    #expect(keys(schema["properties"]?["limits"]?["properties"]) == names(LimitKey.self))
    #expect(keys(parts?["sign"]?["properties"]) == names(SignKey.self))
    #expect(keys(schema["properties"]?["expected"]?["properties"]) == names(ExpectedKey.self))
  }

  /// A key the schema does not know must be an error for editors as it is for the program.
  @Test func theSchemaAllowsNoOtherKeys() throws {
    let schema = try json("docs/config.schema.json")
    let objects = [
      schema, schema["$defs"]?["scope"], schema["$defs"]?["query"],
      schema["$defs"]?["entityLimit"], schema["properties"]?["entities"],
      schema["properties"]?["limits"],
      schema["$defs"]?["sign"],
      schema["properties"]?["expected"],
    ]
    for object in objects {
      #expect(object?["additionalProperties"]?.value == .boolean(false))
    }
  }

  @Test func theSchemaTakesTheSampleConfiguration() throws {
    let problems = SchemaChecker(schema: try json("docs/config.schema.json"))
      .problems(with: try json("sample-config.json"))
    #expect(problems.isEmpty, "\(problems)")
  }

  /// The checker itself finds what is wrong, so that its silence means something.
  @Test(arguments: [
    ("{}", "title"),
    (
      "{\"title\": 1, \"logs\": \"a\", \"packs\": \"p\", \"templates\": \"t\", \"output\": \"o\"}",
      "title"
    ),
    (
      "{\"title\": \"x\", \"logs\": [], \"packs\": \"p\", \"templates\": \"t\", \"output\": \"o\"}",
      "logs"
    ),
    ("{\"title\": \"x\", \"logs\": \"a\", \"templates\": \"t\", \"output\": \"o\"}", "anyOf"),
    (
      "{\"title\": \"x\", \"logs\": \"a\", \"packs\": \"p\", \"templates\": \"t\", \"output\": \"o\", \"x\": 1}",
      "x"
    ),
    (
      "{\"title\": \"x\", \"logs\": \"a\", \"packs\": \"p\", \"templates\": \"t\", \"output\": \"o\", \"scope\": \"some\"}",
      "scope"
    ),
    (
      "{\"title\": \"x\", \"logs\": \"a\", \"packs\": \"p\", \"templates\": \"t\", \"output\": \"o\", \"pageSize\": 0}",
      "pageSize"
    ),
  ])
  func theCheckerFindsMistakes(document: String, name: String) throws {
    let problems = SchemaChecker(schema: try json("docs/config.schema.json"))
      .problems(with: try JSONReader.read(Array(document.utf8)))
    #expect(problems.contains { $0.contains(name) }, "\(problems)")
  }

  @Test func theDocumentationNamesEveryKey() throws {
    let text = try String(
      contentsOfFile: Program.checkout + "/docs/configuration.md",
      encoding: .utf8
    )
    let all =
      names(ConfigurationKey.self).union(names(ScopeKey.self)).union(names(InlineQueryKey.self))
      .union(names(EntityLimitKey.self)).union(entityKinds).union(names(LimitKey.self))
      .union(names(SignKey.self)).union(names(IntegrityKey.self))
    for key in all {
      #expect(text.contains("`\(key)`"), "no `\(key)` in docs/configuration.md")
    }
  }
}
