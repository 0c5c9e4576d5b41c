using System.Text.Json;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>The files and services of a record.</summary>
internal static class DistributionMapping
{
    internal static IReadOnlyList<Distribution> Map(JsonElement root, string language, CompiledRules rules, MappingRules all, ProblemList problems)
    {
        var files = new List<ReadFile>();
        var number = 0;
        foreach (var item in Items(root, rules))
        {
            var prefix = $"{CrosswalkFields.DistributionPrefix[..^1]}[{number++}].";
            var reader = new RecordReader(item, rules.Distribution, prefix, language, rules.SplitLists, problems);
            if (item.ValueKind != JsonValueKind.Object)
            {
                reader.Report("unreadable-distribution", Severity.Warning, Whose.Record, null, JsonText.Of(item), "An entry of the list of files is no object; it is left out.");
                continue;
            }

            // Rows of a list, and nodes that are only named, may describe no file at all.
            if (Read(reader, all) is { } file)
                files.Add(file);
        }

        return files.Count == 0 ? [] : DistributionIds.Assigned(files);
    }

    private static ReadFile? Read(RecordReader reader, MappingRules all)
    {
        var access = reader.Url("accessUrl");
        var download = reader.Url("downloadUrl");
        var title = reader.Languages("title");
        var description = reader.Prose("description");
        var word = reader.Text("format");
        var statedId = reader.Text("id");
        if (access is null && download is null)
        {
            if (title is null && description is null && word is null && statedId is null)
                return null;
            reader.Report("no-url", Severity.Warning, Whose.Record, "accessUrl", null, "The file has no usable address; it is listed without one.");
        }

        var format = all.Formats.Read(word, reader.Text("mediaType"), download ?? access);
        if (format.Code is not null)
            reader.Report(format.Code, format.Code is "format-mismatch" or "archived-format" ? Severity.Info : Severity.Warning, Whose.Record, "format", word, format.Detail!);
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
            Licence = LicenceMapping.OfDistribution(reader, all.Licences),
            Rights = reader.Text("rights"),
            Issued = reader.Date("issued", DateZone.Publisher) ?? reader.Date("issued.stamp", DateZone.System),
            Modified = reader.Date("modified", DateZone.Publisher) ?? reader.Date("modified.stamp", DateZone.System),
            // The format's stars; whether the licence is open is known only when all distributions are read.
            Openness = format.Entry?.Stars,
        };
        return new ReadFile(distribution, statedId, format.Several, reader);
    }

    /// <summary>Stars with the licence taken into account: none without an open one, unknown for archives and unknown formats.</summary>
    internal static IReadOnlyList<Distribution> Rated(IReadOnlyList<Distribution> distributions, Licence? licence) =>
        distributions.Count == 0
            ? distributions
            : [.. distributions.Select(one => (one.Licence ?? licence)?.Open == true ? one : one with { Openness = 0 })];

    private static long? Size(RecordReader reader)
    {
        if (reader.Text("byteSize") is not { } text)
            return null;
        var size = ByteSize.Read(text);
        if (size is null)
            reader.Report("unreadable-size", Severity.Info, Whose.Record, "byteSize", text, "The text does not read as a file size; the field is left empty.");
        return size;
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
