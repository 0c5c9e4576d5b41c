using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds a file's keys to a <see cref="ConnectorFile"/>; faults go to the nodes. The result is valid only when there were none.</summary>
internal static partial class ConnectorFileReader
{
    private const long Format = 1;

    public static ConnectorFile Read(YamlMap root, string id, string path, ConnectorFileChecks checks)
    {
        if (root.RequiredInteger("format", 0, int.MaxValue) is { } format and not Format)
            root.ReportAt("format", $"this Harvester reads format {Format}, the file has {format}");
        // Read while the profiles were laid under; asked for again here so that it counts as known.
        _ = root.OptionalText(ConnectorProfiles.Key);

        var fields = new Dictionary<string, FieldRule>(StringComparer.Ordinal);
        var file = new ConnectorFile
        {
            Http = root.Map("http") is { } http ? HttpBlockReader.Read(http) : new HttpBlock(),
            Ckan = root.Map("ckan") is { } ckan ? RecordBlockReader.Ckan(ckan, fields) : null,
            Dcat = root.Map("dcat") is { } dcat ? RecordBlockReader.Dcat(dcat, fields) : null,
            Html = root.Map("html") is { } html ? HtmlBlockReader.Read(html) : null,
            List = root.Map("list") is { } list ? RecordBlockReader.List(list, fields) : null,
            Source = new Source
            {
                Id = id,
                File = path,
                Kind = Kind(root),
                Title = root.RequiredText("title"),
                PublisherCode = Publisher(root, checks, out var url),
                Url = url,
                Schedule = Schedule(root, checks),
                Enabled = root.OptionalBool("enabled") ?? true,
                Shared = root.OptionalBool("shared") ?? false,
                Expect = root.Map("expect") is { } expect ? Expect(expect) : new Expectations(),
                Licence = root.Map("licence") is { } licence ? SiteLicence(licence, checks) : null,
                Fields = fields,
            },
        };
        root.Done();
        var part = file.Ckan?.Part ?? (Block(root, file.Source.Kind) is { } block ? BlockText.Of(Key(file.Source.Kind), block) : null);
        return file with { Source = file.Source with { Part = part } };
    }

    private static RecordKind Kind(YamlMap root)
    {
        var kinds = Enum.GetValues<RecordKind>();
        var found = root.Entries.SelectMany(entry => kinds.Where(kind => Key(kind) == entry.Key.Text)).ToArray();
        if (found.Length == 0)
            root.ReportLack("one of the blocks ckan, dcat, html, list must say how the source is read");
        foreach (var second in found.Skip(1))
            root.ReportAt(Key(second), $"a source has one block; '{Key(found[0])}' is there already");
        return found is [] ? default : found[0];
    }

    private static string Key(RecordKind kind) => kind.ToString().ToLowerInvariant();

    private static YamlMap? Block(YamlMap root, RecordKind kind) => root.Entries.FirstOrDefault(entry => entry.Key.Text == Key(kind))?.Value as YamlMap;

    private static string Publisher(YamlMap root, ConnectorFileChecks checks, out string? url)
    {
        url = null;
        if (root.RequiredMap("publisher") is not { } publisher)
            return "";
        var code = publisher.RequiredText("code");
        if (code.Length > 0)
        {
            if (LocalGovernmentCode.Fault(code) is { } fault)
                publisher.ReportValue("code", fault);
            else if (checks.KnownCodes is { } known && !known.Contains(code))
                publisher.ReportValue("code", $"{code} is not in the list of municipalities");
        }

        url = publisher.OptionalUri("url")?.OriginalString;
        publisher.Done();
        return code;
    }

    private static string Schedule(YamlMap root, ConnectorFileChecks checks)
    {
        var schedule = root.RequiredText("schedule");
        if (schedule.Length > 0 && ScheduleSyntax.Fault(schedule, checks.CronFault) is { } fault)
            root.ReportValue("schedule", fault);
        return schedule;
    }

    private static Expectations Expect(YamlMap expect)
    {
        var expectations = new Expectations();
        if (expect.OptionalPercent("max-drop") is { } share)
            expectations = expectations with { MaxDrop = share };
        if (expect.Map("datasets") is { } datasets)
        {
            expectations = expectations with { MinDatasets = datasets.OptionalInteger("min"), MaxDatasets = datasets.OptionalInteger("max") };
            if (expectations.MinDatasets > expectations.MaxDatasets)
                datasets.ReportValue("min", $"{expectations.MinDatasets} is more than max, {expectations.MaxDatasets}");
            datasets.Done();
        }

        expect.Done();
        return expectations;
    }

    private static SiteLicence SiteLicence(YamlMap licence, ConnectorFileChecks checks)
    {
        var id = licence.RequiredText("id");
        if (id.Length > 0 && !LicenceId().IsMatch(id))
            licence.ReportValue("id", $"expected an SPDX id such as CC-BY-4.0, or LicenseRef-…, found '{id}'");
        else if (id.Length > 0 && checks.KnownLicences is { } known && !known.Contains(id))
            licence.ReportValue("id", $"'{id}' is not in the licence vocabulary{DidYouMean.Of(id, known.Order(StringComparer.Ordinal))}");
        var statement = licence.OptionalUri("statement");
        licence.Done();
        return new SiteLicence(id, statement?.OriginalString);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.+-]{0,80}\z")]
    private static partial Regex LicenceId();
}
