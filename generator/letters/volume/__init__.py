"""What stands in the volume for the people's congress: composing only; binding is another folder's."""
