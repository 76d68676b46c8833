// SPDX-License-Identifier: Apache-2.0
// UNSAFE: a lock of the system at an address of its own, and the value behind it.
// Invariant: the value is looked at only while the lock is held; the lock lives as long as the object.
// Bounds: one lock.
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// A value that one thread at a time may look at and change.
///
/// By the system's lock rather than `Synchronization.Mutex`, which does the same: ThreadSanitizer knows
/// the system's, and finds accesses that no lock protects.
@safe
package final class Guarded<Value>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  package init(_ value: sending Value) {
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    let status = unsafe pthread_mutex_init(lock, nil)
    precondition(status == 0, "a lock can be made")
    self.value = value
  }

  deinit {
    _ = unsafe pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  /// Does something with the value while nobody else can.
  package func withLock<Answer, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    _ = unsafe pthread_mutex_lock(lock)
    defer { _ = unsafe pthread_mutex_unlock(lock) }
    return try body(&value)
  }
}
