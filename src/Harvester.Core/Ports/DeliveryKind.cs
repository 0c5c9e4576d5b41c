using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>How a notice travels.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DeliveryKind>))]
public enum DeliveryKind
{
    /// <summary>Plain text by SMTP.</summary>
    Mail,

    /// <summary>A JSON document by POST.</summary>
    Webhook,
}
