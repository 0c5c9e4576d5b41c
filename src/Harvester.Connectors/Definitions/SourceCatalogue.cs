using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Definitions;

/// <summary>The sources of a set of connector files, fixed once made: a reload makes a new one.</summary>
public sealed class SourceCatalogue : ISources
{
    private readonly Dictionary<string, ConnectorFile> files;
    private readonly Func<ConnectorFile, IConnector> factory;

    /// <param name="files">As loaded; their ids differ.</param>
    /// <param name="factory">Makes the connector of a file's kind, with its own fetcher, for one run.</param>
    /// <exception cref="ArgumentException">Two files have the same id.</exception>
    public SourceCatalogue(IReadOnlyList<ConnectorFile> files, Func<ConnectorFile, IConnector> factory)
    {
        this.files = files.ToDictionary(file => file.Source.Id, StringComparer.Ordinal);
        this.factory = factory;
        All = [.. files.Select(file => file.Source).OrderBy(source => source.Id, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Source> All { get; }

    public Source? Find(string id) => files.GetValueOrDefault(id)?.Source;

    /// <summary>The whole file of a source, or null.</summary>
    public ConnectorFile? FileOf(string id) => files.GetValueOrDefault(id);

    /// <exception cref="ArgumentException">The source is not of this catalogue.</exception>
    public IConnector Connect(Source source) =>
        factory(files.GetValueOrDefault(source.Id) ?? throw new ArgumentException($"There is no source '{source.Id}' among the connector files.", nameof(source)));
}
