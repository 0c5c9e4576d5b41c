using System.Net;
using Harvester.Core.Runs;

namespace Harvester.Host.Composition;

/// <summary>What it takes to open Harvester: checked where it is used.</summary>
internal sealed record AppOptions
{
    public required string Store { get; init; }
    public required string Connectors { get; init; }
    public required string Mappings { get; init; }
    public required string Contact { get; init; }
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>For how many days all changes are kept; 0: for ever.</summary>
    public int KeepChanges { get; init; } = Core.Retention.ChangeRetention.DefaultDays;

    /// <summary>Folder of the dumps; null: beside the store.</summary>
    public string? Dumps { get; init; }

    /// <summary>Where the dumps are: beside the embedded store, or under <c>data/</c> where it is elsewhere.</summary>
    public string DumpFolder => !string.IsNullOrWhiteSpace(Dumps) ? Dumps
        : Path.Combine(Harvester.Storage.StoreAddress.Parse(Store) is { Path: { } path } && Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : "data", "dumps");

    /// <summary>How long a worker that fell silent keeps its sources. The pace of everything by which workers notice each other follows from it.</summary>
    public TimeSpan LeaseTerm { get; init; } = SourceRunner.LeaseTerm;

    /// <summary>Folder to write a recording of all exchanges to; null: none.</summary>
    public string? Record { get; init; }

    /// <summary>Folder of a recording to run from, without network; null: the network.</summary>
    public string? Replay { get; init; }

    /// <summary>Another than the system's for the demo's past days only.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Connector files by id that stand in the program instead of a folder: the demo's.</summary>
    public IReadOnlyDictionary<string, string>? BuiltInConnectors { get; init; }

    /// <summary>Host name → endpoint, for the demo's hosts only.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> ConnectTo { get; init; } = new Dictionary<string, IPEndPoint>();
}
