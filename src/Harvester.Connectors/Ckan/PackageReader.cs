using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Harvester.Core.Model;

namespace Harvester.Connectors.Ckan;

/// <summary>Reads the packages of one answer; <paramref name="allUtf8"/> is known of the whole buffer, so that it need not be asked of each package.</summary>
internal sealed class PackageReader(ReadOnlyMemory<byte> json, bool allUtf8)
{
    /// <summary>
    /// Members that change without the publisher's doing: page views (CKAN's tracking), downloads (SHIRASAGI), link and format checks
    /// (ckanext-archiver, -qa, -validation), cached copies. Not <c>metadata_modified</c>: that is the source's word on a change.
    /// </summary>
    private static readonly FrozenSet<string> Volatile = FrozenSet.Create(StringComparer.Ordinal,
        "tracking_summary", "num_views", "view_count", "total_visits", "recent_visits", "downloaded", "archiver", "qa", "validation_timestamp", "cache_last_updated");

    private CkanPackage package;
    private string? address;
    private bool hasFileName;
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
            if (isCount && long.TryParse(Text(ref reader), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                count = number;
            else if (isResults && reader.TokenType is JsonTokenType.StartArray)
                found = ReadAll(ref reader, packages);
            reader.Skip();
        }

        return found;
    }

    /// <summary>From the value of <c>result</c> of package_show: a package, or an array around it as DKAN answers; one without any members is none.</summary>
    public bool ReadSingle(ref Utf8JsonReader reader, List<CkanPackage> packages)
    {
        if (reader.TokenType is JsonTokenType.StartArray)
            return ReadAll(ref reader, packages) && packages.Count == 1;
        packages.Add(Read(ref reader));
        return true;
    }

    /// <summary>From the value of <c>result</c> of current_package_list_with_resources: a list of packages, or the list in another one as DKAN 1 answers.</summary>
    public bool ReadCurrent(ref Utf8JsonReader reader, List<CkanPackage> packages)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartArray)
                ReadAll(ref reader, packages);
            else
                packages.Add(Read(ref reader));
        }

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
            return new CkanPackage { Json = Slice(start, ref reader), RawHash = "", Fault = "it is no JSON object" };
        }

        (package, address, hasFileName) = (default, null, false);
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
        return package with
        {
            Json = slice,
            RawHash = hash,
            Fault = fault,
            // In CKAN url is wherever the data came from; SHIRASAGI, whose packages have a file of their own, shows them there.
            Page = hasFileName && package.Uuid is not null ? address : null,
            PublishedAs = fault is null ? PublishedMark.Of(slice) : null,
        };
    }

    private ReadOnlyMemory<byte> Slice(int start, ref Utf8JsonReader reader) => json[start..(int)reader.BytesConsumed];

    private void See(ReadOnlySpan<byte> member, ref Utf8JsonReader value)
    {
        if (member.SequenceEqual("id"u8))
            package = package with { Id = Text(ref value) };
        else if (member.SequenceEqual("name"u8))
            package = package with { Name = Text(ref value) };
        else if (member.SequenceEqual("uuid"u8))
            package = package with { Uuid = Text(ref value) };
        else if (member.SequenceEqual("metadata_modified"u8))
            package = package with { Modified = Instant(ref value) };
        else if (member.SequenceEqual("private"u8))
            package = package with { Private = IsTrue(ref value) };
        else if (member.SequenceEqual("state"u8) && Text(ref value) is { } state && !IsPublic(state))
            package = package with { State = state };
        else if (member.SequenceEqual("url"u8))
            address = Text(ref value);
        else if (member.SequenceEqual("filename"u8))
            hasFileName = Text(ref value) is not null;
    }

    /// <summary>CKAN's word, DKAN's and SHIRASAGI's.</summary>
    private static bool IsPublic(string state) =>
        state.Equals("active", StringComparison.OrdinalIgnoreCase) || state.Equals("public", StringComparison.OrdinalIgnoreCase);

    /// <summary>DKAN says "Published" here.</summary>
    private static bool IsTrue(ref Utf8JsonReader value) =>
        value.TokenType is JsonTokenType.True || (Text(ref value) is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase)));

    /// <summary>CKAN's stamps have no zone and are UTC.</summary>
    private static DateTimeOffset? Instant(ref Utf8JsonReader value)
    {
        if (value.TokenType is not JsonTokenType.String || !value.TryGetDateTime(out var time))
            return null;
        return time.Kind is DateTimeKind.Unspecified ? new DateTimeOffset(time, TimeSpan.Zero) : time.ToUniversalTime();
    }
}
