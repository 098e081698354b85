UPDATE registry_entry SET newest = :newest, state = :state, shown = :shown WHERE id = :id
