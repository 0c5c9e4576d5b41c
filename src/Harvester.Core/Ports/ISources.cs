using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>The configured sources and the way to read each.</summary>
public interface ISources
{
    /// <summary>In the order of their ids.</summary>
    IReadOnlyList<Source> All { get; }

    Source? Find(string id);

    /// <summary>A connector for one run of <paramref name="source"/>.</summary>
    IConnector Connect(Source source);
}
