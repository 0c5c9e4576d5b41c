using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Web;

/// <summary>Sources as they are given; nothing here connects to them.</summary>
internal sealed class FixedSources(params Source[] sources) : ISources
{
    public IReadOnlyList<Source> All { get; } = [.. sources.OrderBy(source => source.Id, StringComparer.Ordinal)];

    public Source? Find(string id) => All.FirstOrDefault(source => source.Id == id);

    public IConnector Connect(Source source) => throw new NotSupportedException("the web part reads no source");
}
