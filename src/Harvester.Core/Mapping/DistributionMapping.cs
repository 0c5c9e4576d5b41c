using System.Text.Json;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>The files and services of a record.</summary>
internal static class DistributionMapping
{
    // Shared, as there is one for nearly every file.
    private static readonly IReadOnlyList<string> FormatAndMediaType = ["format", "mediaType"];
    private static readonly IReadOnlyList<string> FormatOnly = ["format"];
    private static readonly IReadOnlyList<string> MediaTypeOnly = ["mediaType"];

    internal static IReadOnlyList<Distribution> Map(JsonElement root, string language, CompiledRules rules, MappingRules all, ProblemList problems)
    {
        var files = new List<ReadFile>();
        var buffers = new ReadBuffers();
        var number = 0;
        foreach (var item in Items(root, rules))
        {
            var prefix = $"{CrosswalkFields.DistributionPrefix[..^1]}[{number++}].";
            var reader = new RecordReader(item, rules.Distribution, prefix, language, rules.SplitLists, problems, buffers);
            if (item.ValueKind != JsonValueKind.Object)
            {
                reader.Report("unreadable-distribution", Severity.Warning, Whose.Record, null, JsonText.Of(item), "An entry of the list of files is no object; it is left out.");
                continue;
            }

            // Rows of a list, and nodes that are only named, may describe no file at all.
            if (Read(reader, rules, all) is { } file)
                files.Add(file);
        }

        return files.Count == 0 ? [] : DistributionIds.Assigned(files);
    }

    private static ReadFile? Read(RecordReader reader, CompiledRules rules, MappingRules all)
    {
        var access = reader.Url("accessUrl");
        var download = reader.Url("downloadUrl");
        var title = reader.Heading("title");
        var description = reader.Prose("description");
        var word = reader.Text("format");
        var statedId = reader.Text("id");
        if (access is null && download is null)
        {
            if (title is null && description is null && word is null && statedId is null)
                return null;
            reader.Report("no-url", Severity.Warning, Whose.Record, "accessUrl", null, "The file has no usable address; it is listed without one.");
        }

        var statedType = reader.Text("mediaType");
        var format = all.Formats.Read(word, statedType, download ?? access);
        if (format.Code is not null)
            reader.Report(format.Code, format.Code is "format-mismatch" or "archived-format" ? Severity.Info : Severity.Warning, Whose.Record, "format", word, format.Detail!);
        var told = reader.List("derived");
        var distribution = new Distribution
        {
            Id = statedId ?? "",
            Title = title,
            Description = description,
            AccessUrl = access,
            DownloadUrl = format.Entry is { Service: true } && !format.IsFile && download == access ? null : download,
            Format = format.Format,
            MediaType = format.MediaType,
            ByteSize = Size(reader),
            Checksum = ChecksumOf(reader, rules),
            Licence = LicenceMapping.OfDistribution(reader, all.Licences),
            Rights = reader.Text("rights"),
            Issued = reader.Date("issued", DateZone.Publisher) ?? reader.Date("issued.stamp", DateZone.System),
            Modified = reader.Date("modified", DateZone.Publisher) ?? reader.Date("modified.stamp", DateZone.System),
            // The format's stars; whether the licence is open is known only when all distributions are read.
            Openness = format.Entry?.Stars,
            Derived = Derived(
                format.Format is not null && (told.Contains("format") || word is null || reader.IsDefault("format") || FormatVocabulary.IsGeneric(word) || (format.Entry is not null && format.Code is "unknown-format")),
                format.MediaType is not null && (told.Contains("mediaType") || reader.IsDefault("mediaType") || FormatVocabulary.MediaTypeOf(statedType) != format.MediaType)),
        };
        return new ReadFile(distribution, statedId, format.Several, reader);
    }

    private static IReadOnlyList<string>? Derived(bool format, bool mediaType) => (format, mediaType) switch
    {
        (true, true) => FormatAndMediaType,
        (true, false) => FormatOnly,
        (false, true) => MediaTypeOnly,
        _ => null,
    };

    /// <summary>Stars with the licence taken into account: none without an open one, unknown for archives and unknown formats.</summary>
    internal static IReadOnlyList<Distribution> Rated(IReadOnlyList<Distribution> distributions, Licence? licence) =>
        distributions.All(one => IsOpen(one, licence)) ? distributions : [.. distributions.Select(one => IsOpen(one, licence) ? one : one with { Openness = 0 })];

    private static bool IsOpen(Distribution one, Licence? licence) => (one.Licence ?? licence)?.Open == true;

    private static long? Size(RecordReader reader)
    {
        if (reader.Text("byteSize") is not { } text)
            return null;
        var size = ByteSize.Read(text);
        if (size is null)
            reader.Report("unreadable-size", Severity.Info, Whose.Record, "byteSize", text, "The text does not read as a file size; the field is left empty.");
        return size;
    }

    private static Checksum? ChecksumOf(RecordReader reader, CompiledRules rules)
    {
        if (!reader.Has("checksum.value"))
            return null;
        var parts = reader.Together("checksum", Party.Checksum, rules.Checksums);
        if (parts[1] is not { } text)
            return null;
        var checksum = SpdxChecksum.Read(parts[0], text);
        if (checksum is null)
        {
            reader.Report("checksum-unreadable", Severity.Info, Whose.Record, "checksum.value", text, parts[0] is { } algorithm
                ? $"The text is no checksum by the algorithm \"{algorithm}\"; the field is left empty."
                : "The text is no checksum, or one whose algorithm is not stated and cannot be told from its length; the field is left empty.");
        }

        return checksum;
    }

    private static List<JsonElement> Items(JsonElement root, CompiledRules rules)
    {
        foreach (var path in rules.Items)
        {
            var found = new List<JsonElement>();
            path.All(root, found);
            if (found.Count > 0)
                return found;
        }

        return [];
    }
}
