using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>Packages → records; what is no public dataset is excluded, what cannot be used is counted as unread, both with a reason.</summary>
internal sealed class CkanRecords(string source, CkanApi api, Reading reading)
{
    private long position;

    public SourceRecord? From(in CkanPackage package)
    {
        position++;
        var recordId = IdOf(package, api.Identity);
        var url = package.Page ?? ((package.Name ?? package.Id) is { } shown ? api.RecordUrl(shown) : null);
        if (package.Fault is { } fault)
            return Unread("unreadable-record", null, $"the package could not be used: {fault}; it was left out", url, recordId);
        if (recordId is null)
        {
            var field = api.Identity.ToString().ToLowerInvariant();
            return Unread("no-identifier", field, $"the package has no {field}, by which the connector file identifies it; it was left out", url, null);
        }

        if (package.Modified is { } modified)
            reading.StateChange(modified);
        if (package.State is { } state)
            return Exclude("state", state, recordId, $"the package is not active but {state}; it was left out");
        if (package.Private)
            return Exclude("private", "true", recordId, "the package is private; it was left out");
        return new SourceRecord
        {
            Source = source,
            RecordId = recordId,
            RecordUrl = url,
            Position = position,
            Kind = RecordKind.Ckan,
            Payload = package.Json,
            RawHash = package.RawHash,
            PublishedAs = package.PublishedAs,
        };
    }

    /// <summary>A package that could not even be fetched; the next run asks for it again.</summary>
    public void Unfetched(string name, SourceException fault)
    {
        position++;
        Unread(fault.Code, null, $"the package {name} could not be fetched: {fault.Message}", api.RecordUrl(name), name);
    }

    public static string? IdOf(in CkanPackage package, CkanIdentity identity) => identity switch
    {
        CkanIdentity.Name => package.Name,
        CkanIdentity.Uuid => package.Uuid,
        _ => package.Id,
    };

    private SourceRecord? Unread(string code, string? field, string detail, string? url, string? askFor)
    {
        reading.Unread(new Problem(code, Severity.Error, Whose.Record, field, null, detail), position, url, askFor);
        return null;
    }

    private SourceRecord? Exclude(string field, string value, string recordId, string detail)
    {
        reading.Exclude(new Problem("not-public", Severity.Info, Whose.Record, field, value, detail), recordId, position);
        return null;
    }
}
