using System.Text.Json;

namespace Harvester.Core.Model;

/// <summary>Told of a member of an object while it is hashed; see <see cref="RecordHash"/>.</summary>
/// <param name="name">The name as it stands in the JSON, escapes included.</param>
/// <param name="value">Stands on the first token of the value, and must be left there.</param>
public delegate void MemberSeen(ReadOnlySpan<byte> name, ref Utf8JsonReader value);
