using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Unicode;
using Harvester.Core.Model;

namespace Harvester.Connectors.Ckan;

/// <summary>Reads the packages of one answer; <paramref name="allUtf8"/> is known of the whole buffer, so that it need not be asked of each package.</summary>
internal sealed class PackageReader(ReadOnlyMemory<byte> json, bool allUtf8)
{
    /// <summary>
    /// Members that change without the publisher's doing: page views (CKAN's tracking), link and format checks (ckanext-archiver, -qa,
    /// -validation), cached copies. Not <c>metadata_modified</c>: that is the source's word on a change.
    /// </summary>
    private static readonly FrozenSet<string> Volatile = FrozenSet.Create(StringComparer.Ordinal,
        "tracking_summary", "num_views", "view_count", "total_visits", "recent_visits", "archiver", "qa", "validation_timestamp", "cache_last_updated");

    private string? id;
    private string? name;
    private string? state;
    private bool isPrivate;
    private MemberSeen? seen;

    /// <summary>A string or a number as text; null for anything else, for blank text and for text that is no Unicode. Leaves the reader where it is.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number)
            return System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
        if (reader.TokenType is not JsonTokenType.String)
            return null;
        try
        {
            var text = reader.GetString()!.Trim();
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate or invalid UTF-8
        }
    }

    /// <summary>From the value of <c>result</c> of package_search; true when there is a list of results.</summary>
    public bool ReadResult(ref Utf8JsonReader reader, List<CkanPackage> packages, ref long? count)
    {
        var found = false;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isCount = reader.ValueTextEquals("count"u8);
            var isResults = reader.ValueTextEquals("results"u8);
            reader.Read();
            if (isCount && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var number))
                count = number;
            else if (isResults && reader.TokenType is JsonTokenType.StartArray)
                found = ReadAll(ref reader, packages);
            reader.Skip();
        }

        return found;
    }

    /// <summary>From the value of <c>result</c> of package_show: a package, or an array around it as some sites answer.</summary>
    public bool ReadSingle(ref Utf8JsonReader reader, List<CkanPackage> packages)
    {
        if (reader.TokenType is JsonTokenType.StartArray)
            return ReadAll(ref reader, packages) && packages.Count == 1;
        packages.Add(Read(ref reader));
        return true;
    }

    private bool ReadAll(ref Utf8JsonReader reader, List<CkanPackage> packages)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            packages.Add(Read(ref reader));
        return true;
    }

    private CkanPackage Read(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return new CkanPackage(Slice(start, ref reader), null, null, null, false, "", "it is no JSON object");
        }

        (id, name, state, isPrivate) = (null, null, null, false);
        var atStart = reader;
        string hash;
        string? fault = null;
        try
        {
            hash = RecordHash.Of(ref reader, Volatile, seen ??= See);
        }
        catch (InvalidOperationException)
        {
            // an escape that is no Unicode (a lone surrogate, RFC 8259 section 8.2): nobody could read the record
            reader = atStart;
            reader.Skip();
            (hash, fault) = ("", "it holds an escaped lone surrogate, which is no character");
        }

        var slice = Slice(start, ref reader);
        if (!allUtf8 && fault is null && !Utf8.IsValid(slice.Span))
            fault = "it holds bytes that are no UTF-8";
        return new CkanPackage(slice, id, name, state, isPrivate, hash, fault);
    }

    private ReadOnlyMemory<byte> Slice(int start, ref Utf8JsonReader reader) => json[start..(int)reader.BytesConsumed];

    private void See(ReadOnlySpan<byte> member, ref Utf8JsonReader value)
    {
        if (member.SequenceEqual("id"u8))
            id = Text(ref value);
        else if (member.SequenceEqual("name"u8))
            name = Text(ref value);
        else if (member.SequenceEqual("private"u8))
            isPrivate = value.TokenType is JsonTokenType.True;
        else if (member.SequenceEqual("state"u8) && value.TokenType is JsonTokenType.String && !value.ValueTextEquals("active"u8))
            state = Text(ref value);
    }
}
