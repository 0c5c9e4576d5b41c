namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Whose clock a time without a zone is read by.</summary>
public enum DateZone
{
    /// <summary>A person in Japan typed it: Asia/Tokyo, +09:00 (no daylight saving time since 1952).</summary>
    Publisher,

    /// <summary>The catalogue's software stamped it: UTC, as CKAN does.</summary>
    System,
}
